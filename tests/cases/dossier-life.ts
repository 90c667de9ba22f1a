/**
 * The life of a dossier as we read it: who may do what, from where, to where. Written by hand
 * from the rules, not from the code; every cell that is not here must be refused.
 * `*` in `to`: stays where it is. Columns: action · role(s) · from → to.
 */
export const DOSSIER_LIFE = `
receive                  receiving_officer               submitted            received
receive                  receiving_officer               fee_due              received
ask_completion           receiving_officer               submitted            supplement_at_desk
ask_fee                  receiving_officer               submitted            fee_due
refuse                   receiving_officer               submitted            refused
refuse                   receiving_officer               supplement_at_desk   refused
refuse                   receiving_officer               fee_due              refused
supply                   applicant                       supplement_at_desk   submitted
supply                   applicant                       supplement           in_review
supply_at_counter        receiving_officer               supplement_at_desk   submitted
supply_at_counter        receiving_officer               supplement           in_review
take                     case_officer                    received             in_review
assign                   head_of_division                received             in_review
assign                   head_of_division                in_review            *
assign                   head_of_division                consulting           *
assign                   head_of_division                supplement           *
assign                   head_of_division                with_ministry        *
request_supplement       case_officer,leader             in_review            supplement
consult                  case_officer                    in_review            consulting
record_opinion           case_officer                    consulting           in_review
send_to_ministry         case_officer,head_of_division   in_review            with_ministry
send_to_committee        leader                          awaiting_signature   with_committee
record_outside_decision  case_officer,clerk              with_ministry        signed
record_outside_decision  case_officer,clerk              with_committee       signed
propose                  case_officer,head_of_division   in_review            awaiting_signature
sign                     leader                          awaiting_signature   signed
return_for_correction    leader                          awaiting_signature   in_review
reject                   leader                          in_review            rejected
reject                   leader                          awaiting_signature   rejected
issue_result             clerk                           signed               result_ready
return_result            receiving_officer,clerk         result_ready         returned
return_result            receiving_officer,clerk         rejected             returned
ask_withdrawal           applicant                       submitted            withdraw_asked
ask_withdrawal           applicant                       supplement_at_desk   withdraw_asked
ask_withdrawal           applicant                       fee_due              withdraw_asked
ask_withdrawal           applicant                       received             withdraw_asked
ask_withdrawal           applicant                       in_review            withdraw_asked
ask_withdrawal           applicant                       supplement           withdraw_asked
ask_withdrawal           applicant                       consulting           withdraw_asked
ask_withdrawal           applicant                       awaiting_signature   withdraw_asked
grant_withdrawal         case_officer,head_of_division   withdraw_asked       stopped
decline_withdrawal       case_officer,head_of_division   withdraw_asked       in_review
stop                     head_of_division,leader         supplement           stopped
change_due_date          leader                          received             *
change_due_date          leader                          in_review            *
change_due_date          leader                          consulting           *
change_due_date          leader                          with_ministry        *
change_due_date          leader                          with_committee       *
change_due_date          leader                          awaiting_signature   *
change_due_date          leader                          signed               *
apologise                leader                          received             *
apologise                leader                          in_review            *
apologise                leader                          consulting           *
apologise                leader                          with_ministry        *
apologise                leader                          with_committee       *
apologise                leader                          awaiting_signature   *
apologise                leader                          signed               *
close                    receiving_officer,clerk         returned             closed
close                    receiving_officer,clerk         refused              closed
close                    receiving_officer,clerk         stopped              closed
write_message            applicant,receiving_officer,case_officer  submitted            *
write_message            applicant,receiving_officer,case_officer  supplement_at_desk   *
write_message            applicant,receiving_officer,case_officer  fee_due              *
write_message            applicant,receiving_officer,case_officer  received             *
write_message            applicant,receiving_officer,case_officer  in_review            *
write_message            applicant,receiving_officer,case_officer  supplement           *
write_message            applicant,receiving_officer,case_officer  consulting           *
write_message            applicant,receiving_officer,case_officer  with_ministry        *
write_message            applicant,receiving_officer,case_officer  with_committee       *
write_message            applicant,receiving_officer,case_officer  awaiting_signature   *
write_message            applicant,receiving_officer,case_officer  signed               *
write_message            applicant,receiving_officer,case_officer  result_ready         *
write_message            applicant,receiving_officer,case_officer  rejected             *
write_message            applicant,receiving_officer,case_officer  withdraw_asked       *
rate                     applicant                       result_ready         *
rate                     applicant                       returned             *
rate                     applicant                       rejected             *
rate                     applicant                       refused              *
rate                     applicant                       stopped              *
rate                     applicant                       closed               *
`;

export interface LifeRow {
	readonly action: string;
	readonly role: string;
	readonly from: string;
	readonly to: string;
}

/** The table above, one row per role. */
export function lifeRows(): LifeRow[] {
	return DOSSIER_LIFE.trim()
		.split('\n')
		.flatMap((line) => {
			const [action = '', roles = '', from = '', to = ''] = line.trim().split(/\s+/);
			return roles.split(',').map((role) => ({ action, role, from, to: to === '*' ? from : to }));
		});
}
