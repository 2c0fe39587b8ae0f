import Application
import Domain
import Terminal

extension App {
    /// The key goes to the uppermost overlay.
    mutating func takeOverlay(_ key: Key) -> [Effect] {
        guard let top = desk.overlays.indices.last else { return [] }
        return apply(desk.overlays[top].value.take(key, context))
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
            arranged = nil
        }
        person = next
        lock = nil
        lastInput = now
    }
}
