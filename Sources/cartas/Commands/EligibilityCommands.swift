import Application
import Domain

/// Eligibility and wash-outs of one patient.
enum EligibilityCommands {
    static let all = [eligibility, washouts]

    static let eligibility = Command(
        "eligibility", act: .compute,
        options: [
            .patient, .course, .out, Invocation.rulesOption,
            .init(name: "product", value: "PRODUCT"),
        ]
    ) { invocation throws(CommandError) in
        let (desk, file) = try invocation.patientAtDesk()
        let page = try refusing { () throws(ClinicalRefusal) in
            try desk.eligibility(file, product: invocation.value("product"))
        }
        return try invocation.show(page)
    }

    static let washouts = Command(
        "washouts", act: .compute, options: [.patient, .course, .out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let (desk, file) = try invocation.patientAtDesk()
        return try invocation.show(desk.washouts(file))
    }
}
