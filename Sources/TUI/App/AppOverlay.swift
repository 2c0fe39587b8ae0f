import Application
import Domain
import Terminal

extension App {
    mutating func takeOverlay(_ key: Key) -> [Effect] {
        switch desk.overlay {
        case .palette(var palette):
            switch palette.take(key) {
            case .choosing: desk.overlay = .palette(palette)
            case .cancelled: desk.overlay = nil
            case .chosen(let action):
                desk.overlay = nil
                return perform(action)
            }
        case .finder(var finder, let subject):
            switch finder.take(key) {
            case .choosing: desk.overlay = .finder(finder, subject)
            case .cancelled: desk.overlay = nil
            case .chosen(let patient):
                desk.overlay = nil
                switch subject {
                case .goTo: jump(to: patient)
                case .hold(let slot): return hold(slot, for: patient)
                }
            }
        case .dialog(var dialog, let subject):
            switch dialog.take(key) {
            case .asking: desk.overlay = .dialog(dialog, subject)
            case .cancelled: desk.overlay = nil
            case .chosen(_, let reason):
                desk.overlay = nil
                return answer(subject, reason)
            }
        case .themes(var menu):
            switch menu.take(key) {
            case .choosing, .ignored: desk.overlay = .themes(menu)
            case .cancelled: desk.overlay = nil
            case .chosen(let name):
                desk.overlay = nil
                settings.theme = name
                return [.theme(name)]
            }
        case .help(var scroll): takeHelp(key, &scroll)
        case nil: break
        }
        return []
    }

    /// On the Board and the Patients screen the cursor goes to the patient; from anywhere else
    /// the Board is where a patient is seen.
    private mutating func jump(to patient: String) {
        // Whose course has ended is on the Patients screen only.
        let course = live.board.last { $0.patient == patient }?.course
        if let course, desk.place != .patients {
            desk.place = .board
            reach(course, on: .board)
        } else {
            desk.place = .patients
            reach(patient, on: .patients)
        }
    }

    private mutating func takeHelp(_ key: Key, _ scroll: inout Scroll) {
        let help = HelpPage(self)
        if let movement = Movement(key) {
            movement.apply(to: &scroll, count: help.count, height: size.rows - 4)
            desk.overlay = .help(scroll)
        } else if key == .escape || key == .text("q") || key == .text("?") || key == .enter {
            desk.overlay = nil
        }
    }

    // MARK: Lock

    mutating func takeLocked(_ key: Key) -> [Effect] {
        switch lock {
        case .covered:
            if case .mouse = key { return [] }
            lock = .asking(signInForm(person?.id ?? ""))
        case .asking(var form):
            switch form.take(key) {
            case .editing, .ignored: lock = .asking(form)
            case .cancelled:
                // Another name can be typed; the data stay covered.
                lock = .asking(signInForm(""))
            case .submitted:
                lock = .checking(form)
                let code = form.text("code").trimmed
                return [
                    .signIn(
                        name: form.text("name").trimmed, secret: form.text("secret"),
                        code: code.isEmpty ? nil : code)
                ]
            }
        case .checking, nil: break
        }
        return []
    }

    mutating func refuseSignIn(_ phrase: Phrase) {
        guard case .checking(let form) = lock else { return }
        var fresh = signInForm(form.text("name"))
        fresh.refusal = phrase
        lock = .asking(fresh)
    }

    /// The same form again with what was typed, and a field for the code.
    mutating func askForCode() {
        guard case .checking(let form) = lock else { return }
        lock = .asking(signInForm(form.text("name"), secret: form.text("secret")))
    }

    /// Another person takes the terminal: the desk stays with its owner.
    mutating func leave() -> [Effect] {
        lock = .asking(signInForm(""))
        return [.signOut]
    }

    mutating func sit(_ next: Operator) {
        if let person, person.id != next.id {
            desks[person.id] = desk
            desk = desks.removeValue(forKey: next.id) ?? Desk()
            arrange()
        }
        person = next
        lock = nil
        lastInput = now
    }
}
