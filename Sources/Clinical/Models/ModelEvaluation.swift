public import Domain

extension ClinicalModel {
    /// - Parameter inputs: a JSON object, under the names and in the units of the rule file.
    public func evaluate(_ inputs: JSON) -> ModelOutcome {
        guard case .object = inputs.content else { return .refused(.inputsMissing) }
        var known: [String: ExpressionValue] = [:]
        var missing: [ModelInput] = []
        for input in self.inputs {
            switch input.value(in: inputs) {
            case .failure(let error): return .refused(error)
            case .success(.some(let value)): input.bind(value, in: &known)
            case .success(nil):
                if let fallback = input.fallback {
                    input.bind(fallback, in: &known)
                } else {
                    missing.append(input)
                }
            }
            note(input, inputs, &known)
        }
        return outcome(&known, missing)
    }

    private func note(
        _ input: ModelInput, _ inputs: JSON, _ known: inout [String: ExpressionValue]
    ) {
        guard !input.alternatives.isEmpty else { return }
        for name in input.names {
            let entered = inputs[name]
            let isGiven = entered.map { $0 != JSON.null } ?? false
            known["given." + name] = .truth(isGiven)
        }
    }

    private func outcome(
        _ known: inout [String: ExpressionValue], _ absent: [ModelInput]
    ) -> ModelOutcome {
        for input in absent where input.isOptional { input.bind(.null, in: &known) }
        for step in steps { known[step.name] = step.expression.value(known) }
        for rule in contradictions where rule.when.value(known).isTrue {
            return .refused(.contradiction(rule.says))
        }
        var missing = absent.filter { input in
            !input.isOptional && (input.asked?.value(known).isTrue ?? true)
        }
        var isCertain = missing.contains(where: \.isAlwaysNeeded)
        for input in inputs where input.missingWhen?.value(known).isTrue ?? false {
            missing.append(input)
            isCertain = true
        }
        let names = inputs.filter { input in missing.contains { $0.name == input.name } }
            .map(\.name)
        if missing.isEmpty { return result(known).map { .values($0) } ?? .refused(.notFinite) }
        if isCertain { return .cannotSay(names) }
        return commonResult(known, missing).map { .values($0) } ?? .cannotSay(names)
    }

    // MARK: Answers that stand although something is missing

    /// The most assignments that are tried; beyond, the answer is taken to depend on what is
    /// missing, which errs towards asking.
    private static let mostTrials = 500_000

    /// The one result that every allowed value of the missing inputs gives; nil where they differ.
    private func commonResult(
        _ known: [String: ExpressionValue], _ missing: [ModelInput]
    ) -> ModelResult? {
        let choices = missing.map { $0.representatives(limits: limits) }
        guard choices.allSatisfy({ !$0.isEmpty }) else { return nil }
        var index = [Int](repeating: 0, count: missing.count)
        var common: ModelResult?
        var known = known
        for _ in 0..<Self.mostTrials {
            for (position, input) in missing.enumerated() {
                input.bind(choices[position][index[position]], in: &known)
            }
            for step in steps { known[step.name] = step.expression.value(known) }
            let isAllowed = !contradictions.contains { $0.when.value(known).isTrue }
            if isAllowed {
                guard let found = result(known) else { return nil }
                if let agreed = common {
                    guard agreed.isSame(as: found) else { return nil }
                    let both = agreed.deciding.filter { found.deciding.contains($0) }
                    common = ModelResult(values: agreed.values, deciding: both)
                } else {
                    common = found
                }
            }
            guard Self.advance(&index, choices) else { return common }
        }
        return nil
    }

    /// Counts on like an odometer; false after the last assignment.
    private static func advance(_ index: inout [Int], _ choices: [[ExpressionValue]]) -> Bool {
        for position in index.indices.reversed() {
            index[position] += 1
            if index[position] < choices[position].count { return true }
            index[position] = 0
        }
        return false
    }

    // MARK: The result

    /// Nil where a number has no finite value.
    private func result(_ known: [String: ExpressionValue]) -> ModelResult? {
        guard let values = Self.values(answer, known) else { return nil }
        let result = ModelResult(values: values, deciding: [])
        guard let grade = result["grade"]?.number, grade > 0 else { return result }
        let decided = deciding.filter { column in
            known[column.step]?.isSame(as: .number(grade)) ?? false
        }
        return ModelResult(values: values, deciding: decided.map(\.step))
    }

    private static func values(
        _ answer: [Answer], _ known: [String: ExpressionValue]
    ) -> [ModelResult.ResultValue]? {
        var found: [ModelResult.ResultValue] = []
        for part in answer {
            switch part {
            case .value(let name, let expression):
                let value = expression.value(known)
                if case .number(let number) = value, !number.isFinite { return nil }
                if value != .null { found.append(.value(name, value)) }
            case .group(let name, let inner):
                guard let values = values(inner, known) else { return nil }
                found.append(.group(name, values))
            }
        }
        return found
    }
}

extension ModelResult {
    public var json: JSON { Self.json(values) }

    private static func json(_ values: [ResultValue]) -> JSON {
        .object(
            values.map { value in
                switch value {
                case .value(let name, let value): (name, value.json)
                case .group(let name, let inner): (name, json(inner))
                }
            })
    }
}

extension ExpressionValue {
    public var json: JSON {
        switch self {
        case .number(let number): .double(number)
        case .text(let text): .string(text)
        case .truth(let truth): .bool(truth)
        case .list(let entries): .array(entries.map { $0.map { .double($0) } ?? .null })
        case .null, .unknown: .null
        }
    }
}
