import GraduatePhotos
import Storage

/// What somebody typed about a person, and what he looked at.
public struct TypedVerdict: Sendable {
  public var person: String
  /// Empty takes the newest verdict back.
  public var verdicts: [PersonVerdict.Verdict]
  public var photoFaults: [PersonVerdict.PhotoFault] = []
  /// What is right, by column; those that say what stands there already are left out.
  public var newValues: [RosterColumn: String] = [:]
  /// The student number of who it really is; empty where nobody knows.
  public var partner = ""
  public var note = ""
  public var look = PersonVerdict.Look.never
  /// 0 for who had no portrait.
  public var portraitNumber: Int
  public var recordVersion: Int64

  public init(person: String, verdicts: [PersonVerdict.Verdict], portraitNumber: Int, recordVersion: Int64) {
    self.person = person
    self.verdicts = verdicts
    self.portraitNumber = portraitNumber
    self.recordVersion = recordVersion
  }
}

/// What became of a verdict.
public struct VerdictReceipt: Sendable, Hashable, Codable {
  /// The person's verdicts are counted.
  public let number: Int
  /// False when the same was said already.
  public let isNew: Bool
}

extension CollectionCenter {
  /// Says what was found about one person; the verdict before it is history, and claims follow.
  ///
  /// - operation: of this one press; said twice, it is done once.
  /// - Throws: `ClassCheckRefusal`, above all `.changedMeanwhile` when picture or data are others than those looked at, `.sealed`.
  public func giveVerdict(
    _ typed: TypedVerdict, campaignID: String, operation: String, by verifier: some ClassVerifier
  ) async throws -> VerdictReceipt {
    try ClassCheckRefusal.check(operation)
    return try await records.once("\(operation):\(verifier.accountID)", kind: "verdict") { transaction in
      let given = GivenPlace(campaignID: campaignID, institutionID: verifier.institutionID)
      let person = try transaction.personToCheck(typed.person, campaignID, by: verifier)
      guard person.portrait?.number ?? 0 == typed.portraitNumber, person.recordVersion == typed.recordVersion else {
        throw ClassCheckRefusal.changedMeanwhile
      }
      let verdict = try transaction.verdict(typed, about: person, given)
      return try transaction.putVerdict(verdict, about: person, given, way: .page, by: verifier)
    }
  }
}

extension ClassCheckRefusal {
  static func check(_ operation: String) throws {
    guard (1...ClassCheckLimits.operationCharacters).contains(operation.count) else { throw ClassCheckRefusal.operation }
  }
}

extension Transaction {
  /// A person whom the verifier may judge.
  ///
  /// - Throws: `ClassCheckRefusal.personUnknown`, also for who is out of reach or no longer due; `.codeMode`.
  func personToCheck(_ id: String, _ campaignID: String, by verifier: some ClassVerifier) throws -> CheckedPerson {
    let place = try checkedPlace(campaignID, by: verifier)
    let (condition, arguments) = verifier.graduateScope.condition(campaignID: campaignID)
    // In full: a correction of the number names the old one, which the verifier has before him.
    let found = try checkedPeople((condition + " AND g.id = ?", arguments + [.text(id)]), in: place, openNumbers: true)
    guard let person = found.first else { throw ClassCheckRefusal.personUnknown }
    return person
  }

  /// - Throws: `ClassCheckRefusal.codeMode`, `RosterImportRefusal.notTakingPart`.
  func checkedPlace(_ campaignID: String, by reader: some VerificationReader) throws -> RosterPlaceInCenter {
    let place = try rosterPlace(campaignID: campaignID, institutionID: reader.institutionID).place
    guard place.plan.regime == .roster else { throw ClassCheckRefusal.codeMode }
    return place
  }

  /// What was typed as a verdict: old values are the record's own.
  func verdict(_ typed: TypedVerdict, about person: CheckedPerson, _ given: GivenPlace) throws -> PersonVerdict {
    var verdict = PersonVerdict(
      id: person.id, classID: "", verdicts: PersonVerdict.Verdict.allCases.filter(typed.verdicts.contains),
      photoFaults: PersonVerdict.PhotoFault.allCases.filter(typed.photoFaults.contains),
      note: try Self.checked(typed.note, "说明", limit: VerdictLimits.noteScalars),
      look: person.portrait == nil ? .never : typed.look, at: now)
    for column in RosterColumn.allCases {
      guard let value = typed.newValues[column] else { continue }
      guard CheckedPerson.columns.contains(column) else { throw ClassCheckRefusal.column(column.chineseName) }
      let new = try Self.checked(
        value, column.chineseName, limit: VerdictLimits.textScalars, mayBeNumber: column == .idNumber)
      guard !new.hasSameCodePoints(as: person[column]) else { continue }
      verdict.corrections.append(PersonVerdict.Correction(column: column, old: person[column], new: new))
    }
    let partner = try Self.checked(typed.partner, "实际是谁", limit: VerdictLimits.textScalars)
    if !partner.isEmpty {
      let known = try row(
        "SELECT id FROM graduate WHERE campaign_id = ? AND institution_id = ? AND student_number = ? AND slot = ''",
        [.text(given.campaignID), .text(given.institutionID), .text(partner)])
      verdict.partner = PersonVerdict.Partner(id: try known?.text("id"), number: partner)
    }
    return verdict
  }

  private static func checked(_ text: String, _ name: String, limit: Int, mayBeNumber: Bool = false) throws -> String {
    let tidy = text.trimmed
    guard tidy.unicodeScalars.count <= limit else { throw ClassCheckRefusal.textTooLong(name, limit: limit) }
    guard VerdictLimits.isText(tidy, scalars: limit) else { throw ClassCheckRefusal.text(name) }
    guard mayBeNumber || !CodeModeGuard.holdsIDNumber(tidy) else { throw ClassCheckRefusal.idNumber(name) }
    return tidy
  }
}
