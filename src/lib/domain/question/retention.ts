/**
 * How long a question that ended is kept (thời hạn lưu câu hỏi đã kết thúc), in days after its last
 * change: as long as whoever asked can read it on their devices. What nobody can read any more names
 * nobody and tells nothing of anybody.
 */
export const ENDED_QUESTION_KEPT_DAYS = 366;
