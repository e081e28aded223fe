import Foundation
import GraduatePhotos
import Storage

/// Who may read a campaign's journal, and how far (promise 8).
public protocol JournalReader: SignedIn {
  /// The institution whose people and records are shown; nil for all of the campaign.
  var journalInstitutionID: String? { get }
}

extension Officer: JournalReader {
  public var journalInstitutionID: String? { nil }
}

extension Liaison: JournalReader {
  public var journalInstitutionID: String? { institutionID }
}

/// Which lines of a campaign's journal are wanted.
public enum JournalSubject: Sendable, Hashable {
  case everything
  /// What was done to one record, by whomever.
  case record(kind: String, id: String)
  /// What one account did.
  case person(String)
}

/// A line of the journal as it is read: who did what to which record, and whether it is chained.
public struct JournalEntry: Sendable, Identifiable {
  public let id: String
  public let writtenAt: Int64
  /// `Role.rawValue`, or "machine" and "center" for those who are no people.
  public let role: String
  public let actorID: String
  /// Nil for those who are no people.
  public let actorName: String?
  /// `JournalLine.Action.rawValue`.
  public let action: String
  public let recordKind: String
  public let recordID: String
  /// Numbers, kinds, hashes; never personal.
  public let details: [String: String]
  /// Its place in the campaign's chain, from 1; nil while it waits for the sealer.
  public let position: Int64?
}

/// Where in a journal a page ends; the next page begins behind it, however many lines are written meanwhile.
public struct JournalMark: Sendable, Hashable {
  public let writtenAt: Int64
  public let lineID: String

  /// `1379466000000.0198…`, for an address.
  public var text: String { "\(writtenAt).\(lineID)" }

  init(writtenAt: Int64, lineID: String) {
    self.writtenAt = writtenAt
    self.lineID = lineID
  }

  /// Nil for anything that is no mark.
  public init?(text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let time = Int64(parts[0]), !parts[1].isEmpty, parts[1].utf8.count <= 64 else { return nil }
    self.init(writtenAt: time, lineID: String(parts[1]))
  }
}

/// Lines of a journal, newest first.
public struct JournalPage: Sendable {
  public let entries: [JournalEntry]
  /// Where the older ones begin; nil on the last page.
  public let older: JournalMark?

  /// Lines on one page.
  public static let size = 50
}

extension CollectionCenter {
  /// A page of a campaign's journal, or of the center's own.
  ///
  /// The officer sees the whole campaign. A liaison sees what people of the own institution did, and what anybody did to its records;
  /// of another institution's nothing is found. What belongs to no campaign (accounts, sign-ins, keys, back-ups, holidays) is the
  /// officer's to read; by person and by record it stands beside the campaign's lines for everybody who may see them.
  /// - `campaignID`: nil for the center's own lines.
  /// - `mark`: from `JournalPage.older` of the page before; nil for the newest.
  public func journalLines(
    campaignID: String?, about subject: JournalSubject = .everything, olderThan mark: JournalMark? = nil,
    for reader: some JournalReader
  ) async throws -> JournalPage {
    let institutionID = reader.journalInstitutionID
    return try await records.read { transaction in
      guard try transaction.hasJournal(campaignID, institutionID: institutionID) else {
        return JournalPage(entries: [], older: nil)
      }
      let query = try transaction.journalQuery(campaignID, subject, olderThan: mark, institutionID: institutionID)
      let found = try transaction.rows(query.text, query.arguments).map { try transaction.journalEntry($0) }
      let entries = Array(found.prefix(JournalPage.size))
      let older = found.count > entries.count ? entries.last.map { JournalMark(writtenAt: $0.writtenAt, lineID: $0.id) } : nil
      return JournalPage(entries: entries, older: older)
    }
  }
}
