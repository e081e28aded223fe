import Crypto
import Foundation
import GraduatePhotos

/// What a file is read by: rules, names, centers, remembered columns, and the version of the roster at the same moment.
struct RosterBasis: Sendable {
  let place: RosterPlaceInCenter
  let rules: RosterContext
  let memory: ColumnMemory
  let version: Int64
  /// Own name of the center that the keeper is limited to.
  let ownStudyCenter: String?
  /// Differs as soon as a rule differs by which a file is read; the roster's version is not in it.
  let mark: String

  func seen(_ choices: RosterChoices) -> String { RosterPreview.seen(version, choices, mark) }

  func reader(_ choices: RosterChoices, meter: CheckMeter = CheckMeter()) -> RosterReader {
    RosterReader(context: rules, memory: memory, choices: choices, ownStudyCenter: ownStudyCenter, meter: meter)
  }
}

extension Transaction {
  /// - Throws: `RosterImportRefusal.notTakingPart`.
  func rosterBasis(campaignID: String, keeper: some RosterKeeper) throws -> RosterBasis {
    let (place, rules) = try rosterPlace(campaignID: campaignID, institutionID: keeper.institutionID)
    // A center that is not of this campaign owns no student of it.
    let own = try keeper.ownStudyCenterID.map { id in
      guard let name = place.studyCenterName(id) else { throw RosterImportRefusal.notTakingPart }
      return name
    }
    let memory = try columnMemory(of: keeper.institutionID)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var digest = SHA256()
    digest.update(data: try encoder.encode(place.plan))
    digest.update(data: try encoder.encode(memory))
    let words = [rules.institutionCode, own ?? ""] + rules.formerCodes + rules.institutionNames
    let centers = place.studyCenters.sorted { $0.key < $1.key }.map { "\($0.key)\u{1F}\($0.value)" }
    digest.update(data: Array((words + centers).joined(separator: "\u{1E}").utf8))
    return RosterBasis(
      place: place, rules: rules, memory: memory,
      version: try rosterVersion(campaignID: campaignID, institutionID: keeper.institutionID), ownStudyCenter: own,
      mark: hexadecimal(digest.finalize().prefix(16)))
  }
}
