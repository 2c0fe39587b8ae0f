public import Domain
import Interop

/// The code and unit tables: those that ship, with the site's own before them.
public struct SiteCodes: Sendable {
    let map: CodeMap

    /// - Parameters:
    ///   - codes: a file of the form of `codemap.csv` with the site's local codes.
    ///   - units: a file of the form of `units.csv`.
    public static func load(
        codes: [UInt8]? = nil, units: [UInt8]? = nil
    ) throws(SiteCodesError) -> SiteCodes {
        do throws(CodeMapError) {
            return SiteCodes(
                map: try CodeMap(
                    codes: table("Resources/interop/codemap.csv"),
                    units: table("Resources/interop/units.csv"),
                    siteCodes: parse(codes, CodeMapError.codes),
                    siteUnits: parse(units, CodeMapError.units)))
        } catch {
            throw SiteCodesError(phrase: error.phrase)
        }
    }

    private static func parse(
        _ bytes: [UInt8]?, _ failure: (CSVError) -> CodeMapError
    ) throws(CodeMapError) -> CSVTable? {
        guard let bytes else { return nil }
        do throws(CSVError) {
            return try CSVTable.parse(bytes)
        } catch {
            throw failure(error)
        }
    }

    private static func table(_ path: String) -> CSVTable {
        guard let asset = Asset.named(path), let table = try? CSVTable.parse(asset.bytes) else {
            // Embedded files are part of the program, and a test reads every one of them.
            fatalError("\(path) is no table")
        }
        return table
    }
}

/// Why the site's own tables cannot be used.
public struct SiteCodesError: Error, Reportable {
    public let phrase: Phrase
}
