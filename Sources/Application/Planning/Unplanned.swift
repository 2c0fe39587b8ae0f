public import Domain

extension BoardModel {
    /// Why there is nothing to plan or to move in a course; nil where there is.
    ///
    /// Whoever asks the board in vain is told which it is: an infused patient is no course that
    /// has ended.
    public func whyUnplanned(_ course: Course.ID) -> Phrase? {
        guard let planned = courses[course] else {
            return Phrase("plan.notRunning", ["course": .text(course.text)])
        }
        guard planned.isInfused else { return nil }
        guard let zero = hospital.courses[course]?.dayZero else {
            return Phrase("plan.notRunning", ["course": .text(course.text)])
        }
        return Phrase("plan.infused", ["course": .text(course.text), "day": .day(zero)])
    }
}
