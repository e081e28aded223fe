import GraduatePhotos

/// The present portrait of somebody.
public struct CheckedPortrait: Sendable, Hashable {
  /// For its address: says nothing of the person.
  public let id: String
  public let number: Int
  /// 拍摄序号.
  public let serial: Int
  let sha256: String
}

/// The newest verdict about a person.
public struct StandingVerdict: Sendable {
  public let number: Int
  /// Empty when it was taken back.
  public let verdicts: [PersonVerdict.Verdict]
  public let photoFaults: [PersonVerdict.PhotoFault]
  public let corrections: [PersonVerdict.Correction]
  public let partner: PersonVerdict.Partner?
  public let note: String
  public let look: PersonVerdict.Look
  public let isOfTheRest: Bool
  /// Who checked: the account's name, or the name typed on a disc's page.
  public let by: String
  public let at: Int64
  /// What it says beside its kinds, in one line.
  public let words: String
  let portraitNumber: Int
  let recordVersion: Int64
  /// SHA-256 of the sealed details; empty without.
  let detailsHash: String
}

/// A person of a class that is verified.
public struct CheckedPerson: Sendable, Identifiable {
  /// Why a verdict does not hold any more.
  public enum Outdated: Sendable, Hashable {
    case newPortrait, portraitGone, newData
  }

  public let id: String
  public let group: CheckedClass
  /// Grows with every change of the record.
  public let recordVersion: Int64
  /// Under the picture, in order, empty ones too; the identity number in full where the class was opened, else masked.
  public let values: [(column: RosterColumn, value: String)]
  public let portrait: CheckedPortrait?
  /// Whatever it is worth by now; see `verdict`.
  public let newest: StandingVerdict?

  public subscript(column: RosterColumn) -> String { values.first { $0.column == column }?.value ?? "" }

  public var name: String { self[.name] }

  /// The columns of which a page shows the value and takes a correction, the five under a photo first (A3, A7).
  public static let columns: [RosterColumn] = [
    .name, .studentNumber, .idNumber, .plannedSerial, .sex, .level, .major,
  ]

  /// The one that holds: nil while somebody has to look.
  public var verdict: StandingVerdict? {
    guard let newest, !newest.verdicts.isEmpty, outdated == nil else { return nil }
    return newest
  }

  public var outdated: Outdated? {
    guard let newest, !newest.verdicts.isEmpty else { return nil }
    if newest.portraitNumber != portrait?.number ?? 0 { return portrait == nil ? .portraitGone : .newPortrait }
    return newest.recordVersion == recordVersion ? nil : .newData
  }
}
