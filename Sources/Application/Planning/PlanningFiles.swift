public import Domain
public import Scheduling

/// A planning file that cannot be used, with its name.
public enum PlanningError: Error {
    case file(FileError)
    case content(path: String, InstanceError)
    case unknownPatient(String)
    /// No plan was found that schedules everybody who must be scheduled.
    case mandatory(missing: [String])
}

extension PlanningError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .file(let error): error.phrase
        case .content(let path, let error):
            Phrase("planning.inFile", ["path": .text(path), "what": .phrase(error.phrase)])
        case .unknownPatient(let id): Phrase("planning.noPatient", ["id": .text(id)])
        case .mandatory(let missing):
            Phrase(
                "planning.mandatory",
                ["count": .count(missing.count), "ids": .list(missing.prefix(6).map { .text($0) })])
        }
    }
}

/// Reads the files of the planning commands.
public enum PlanningFiles {
    public static func instance(_ path: String) throws(PlanningError) -> Instance {
        let bytes = try bytes(path)
        do throws(InstanceError) {
            return try InstanceReader.read(bytes)
        } catch {
            throw .content(path: path, error)
        }
    }

    public static func solution(
        _ path: String, of instance: Instance
    ) throws(PlanningError) -> Solution {
        let bytes = try bytes(path)
        do throws(InstanceError) {
            return try Solution.read(bytes, of: instance)
        } catch {
            throw .content(path: path, error)
        }
    }

    public static func questions(
        _ path: String, of instance: Instance
    ) throws(PlanningError) -> Questions {
        let bytes = try bytes(path)
        do throws(InstanceError) {
            return try Questions.read(bytes, of: instance)
        } catch {
            throw .content(path: path, error)
        }
    }

    static func bytes(_ path: String) throws(PlanningError) -> [UInt8] {
        do throws(FileError) {
            return try InputFile.read(path)
        } catch {
            throw .file(error)
        }
    }
}
