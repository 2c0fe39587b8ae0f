public import Domain

/// The lists of the administration.
public enum AdminSection: String, CaseIterable, Sendable {
    case users, resources, products, rules, models, messages, outbox, codes, journal, store

    public var phrase: Phrase { Phrase("admin.section.\(rawValue)") }
}

/// One list, worded and ready to be sorted and filtered.
public struct AdminSheet: Equatable, Sendable {
    public struct Cell: Equatable, Sendable {
        public let text: String
        /// What the column is sorted by where the words would sort wrongly.
        public let order: Double?

        public init(_ text: String, order: Double? = nil) {
            (self.text, self.order) = (text, order)
        }

        static func count(_ number: Int) -> Cell { Cell(String(number), order: Double(number)) }

        static func day(_ day: Day?) -> Cell {
            day.map { Cell($0.iso, order: Double($0.number)) } ?? Cell("–")
        }
    }

    public struct Row: Equatable, Sendable {
        /// Unique within the list: what the cursor holds on to.
        public let id: String
        public let cells: [Cell]

        public init(_ id: String, _ cells: [Cell]) { (self.id, self.cells) = (id, cells) }
    }

    /// The keys `admin.column.<head>`.
    public let heads: [String]
    public let rows: [Row]
}

/// What does a list of the administration hold?
public struct AdminQuestion: Question {
    public typealias Reply = AdminSheet

    public let section: AdminSection
    public let language: Language

    public init(_ section: AdminSection, _ language: Language) {
        (self.section, self.language) = (section, language)
    }

    public func reply(with follower: Follower) throws(StoreError) -> AdminSheet {
        let desk = try AdminDesk(follower, language)
        return switch section {
        case .users: try desk.users()
        case .resources: try desk.resources()
        case .products: try desk.products()
        case .rules: try desk.rules()
        case .models: try desk.models()
        case .messages: try desk.messages()
        case .outbox: try desk.outbox()
        case .codes: try desk.codes()
        case .journal: try desk.journal()
        case .store: try desk.store()
        }
    }
}

/// What is there to say of one line of a list?
public struct AdminPageQuestion: Question {
    public typealias Reply = [String]

    public let section: AdminSection
    public let id: String
    public let language: Language

    public init(_ section: AdminSection, _ id: String, _ language: Language) {
        (self.section, self.id, self.language) = (section, id, language)
    }

    public func reply(with follower: Follower) throws(StoreError) -> [String] {
        let desk = try AdminDesk(follower, language)
        return switch section {
        case .users: try desk.userPage(id)
        case .resources: try desk.resourcePage(id)
        case .products: try desk.productPage(id)
        case .rules: try desk.rulePage(id)
        case .models: try desk.modelPage(id)
        case .messages: try desk.messagePage(id)
        case .outbox: try desk.outboundPage(id)
        case .codes: try desk.codePage(id)
        case .journal: try desk.entryPage(id)
        case .store: []
        }
    }
}

/// Makes the lists in the name of whoever sits there: each look-up asks for its own right.
struct AdminDesk {
    let follower: Follower
    let office: Office
    let words: Wording

    init(_ follower: Follower, _ language: Language) throws(StoreError) {
        (self.follower, office, words) = (follower, try follower.office(), Wording(language))
    }

    var today: Day { office.now.day }

    /// `label: value`, for the pages.
    func line(_ key: String, _ value: String) -> String {
        "\(words("admin.column.\(key)")): \(value)"
    }
}
