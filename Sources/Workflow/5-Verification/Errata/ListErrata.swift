import GraduatePhotos
import Storage

/// An erratum as lists and the head office's screen show it.
public struct ErratumLine: Sendable, Identifiable {
  public let id: String
  /// Those of one group stand or fall together.
  public let group: String
  public let personID: String
  public let kind: Erratum.Kind
  public let field: RosterColumn
  /// Identity numbers masked unless the list was opened in full.
  public let old: String
  public let new: String
  public let evidence: ErratumEvidence
  public let handler: String
  public let day: CalendarDay
  /// In code mode the collection code.
  public let name: String
  public let studentNumber: String
  /// Masked unless the list was opened in full.
  public let idNumber: String
  public let place: CheckedClass
  /// Of the photo that lies under the person now; empty without one.
  public let serial: String
  /// For the picture's address.
  public let portraitID: String?
  public let standing: ErratumDecision.Standing
  /// What the head office said; nil before.
  public let decision: ErratumDecision?
  public let decidedBy: String
  public let clock: CaseClock
  /// The form in which it was handed in.
  public let formID: String?
  /// The paper's scan.
  public let documentID: String?
  /// What it says that stands there still stands there.
  public let isCurrent: Bool
}

public struct ErratumPage: Sendable {
  public let lines: [ErratumLine]
  public let total: Int
  /// Proposed and not sealed, of all that the reader may see.
  public let unsealed: Int
  /// Sealed and not decided.
  public let waiting: Int
  /// The form that was handed in and waits for its seal.
  public let formToSeal: String?
}

/// Which errata a list shows.
public enum ErrataFilter: String, Sendable, CaseIterable {
  case open, decided, all

  public var chineseName: String {
    switch self {
    case .open: "没有了结的"
    case .decided: "已处理的"
    case .all: "全部"
    }
  }

  var condition: String {
    switch self {
    case .open: StoredErratum.isOpen
    case .decided: "d.erratum_id IS NOT NULL"
    case .all: "1 = 1"
    }
  }
}

extension CollectionCenter {
  /// An institution's errata, those that wait the longest first; only of people whom the reader may see, numbers masked.
  ///
  /// - page: from 1.
  public func errata(
    campaignID: String, filter: ErrataFilter = .open, page: Int = 1, by reader: some VerificationReader
  ) async throws -> ErratumPage {
    try await records.read { transaction in
      let place = try transaction.rosterPlace(campaignID: campaignID, institutionID: reader.institutionID).place
      let people = Transaction.people(in: place.plan.regime)
      let scope = reader.graduateScope.condition(campaignID: campaignID, of: people.alias)
      let condition = """
        e.campaign_id = ? AND e.institution_id = ? AND EXISTS (SELECT 1 FROM \(people.table)
          WHERE \(people.alias).id = e.person_id AND \(scope.sql))
        """
      let arguments: [SQLValue] = [.text(campaignID), .text(reader.institutionID)] + scope.arguments
      return try transaction.erratumPage((condition, arguments), filter, page: page, place)
    }
  }
}

extension Transaction {
  fileprivate func erratumPage(
    _ condition: (sql: String, arguments: [SQLValue]), _ filter: ErrataFilter, page: Int, _ place: RosterPlaceInCenter
  ) throws -> ErratumPage {
    let from = "FROM erratum e \(StoredErratum.joined) WHERE \(condition.sql)"
    let total = try count("SELECT COUNT(*) AS n \(from) AND \(filter.condition)", condition.arguments)
    let stored = try rows(
      "SELECT \(StoredErratum.columns) \(from) AND \(filter.condition) ORDER BY e.proposed_at, e.id LIMIT ? OFFSET ?",
      condition.arguments + WorkflowLimits.page(page, of: total)
    ).compactMap { try storedErratum($0) }
    let open = "SELECT COUNT(*) AS n \(from) AND \(StoredErratum.isOpen)"
    let waiting = try row(
      """
      SELECT l.form_id \(from) AND \(StoredErratum.isOpen) AND l.form_id IS NOT NULL AND s.sealed_at IS NULL
      ORDER BY e.proposed_at LIMIT 1
      """, condition.arguments)
    return ErratumPage(
      lines: try errataLines(stored, place, openNumbers: false), total: total,
      unsealed: try count(open + " AND s.sealed_at IS NULL", condition.arguments),
      waiting: try count(open + " AND s.sealed_at IS NOT NULL", condition.arguments),
      formToSeal: try waiting?.optionalText("form_id"))
  }

  /// Stored errata with their people as they are now.
  ///
  /// - openNumbers: identity numbers in full; whoever asks for that journals it.
  func errataLines(
    _ errata: [StoredErratum], _ place: RosterPlaceInCenter, openNumbers: Bool
  ) throws -> [ErratumLine] {
    var people: [String: ErrataPerson] = [:]
    for erratum in errata where people[erratum.draft.person] == nil {
      do { people[erratum.draft.person] = try errataPerson(erratum.draft.person, place) } catch ErrataDeskRefusal.personUnknown
      { continue }
    }
    return errata.map { erratum in
      let (draft, person) = (erratum.draft, people[erratum.draft.person])
      func shown(_ text: String) -> String {
        openNumbers || draft.field != .idNumber && draft.field != .examineeNumber ? text : IDNumber.masked(text)
      }
      let now = draft.kind == .shifted ? person?.serial : person?[draft.field]
      return ErratumLine(
        id: erratum.id, group: erratum.group, personID: draft.person, kind: draft.kind, field: draft.field,
        old: shown(draft.old), new: shown(draft.new), evidence: draft.evidence, handler: draft.handler, day: draft.day,
        name: person?.name ?? "", studentNumber: person?.studentNumber ?? "",
        idNumber: person.map { openNumbers ? $0.idNumber : IDNumber.masked($0.idNumber) } ?? "",
        place: person?.group ?? CheckedClass(department: "", classGroup: ""), serial: person?.serial ?? "",
        portraitID: person?.portraitID, standing: erratum.standing, decision: erratum.decided?.decision,
        decidedBy: erratum.decided?.by ?? "", clock: erratum.clock, formID: erratum.formID, documentID: erratum.documentID,
        isCurrent: now?.hasSameCodePoints(as: draft.old) ?? false)
    }
  }
}
