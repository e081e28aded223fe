import GraduatePhotos
import Storage

/// Somebody whom a page showed, with how far he was seen.
public struct SeenPerson: Sendable, Hashable {
  public var person: String
  public var portraitNumber: Int
  public var recordVersion: Int64
  public var look: PersonVerdict.Look

  public init(person: String, portraitNumber: Int, recordVersion: Int64, look: PersonVerdict.Look) {
    self.person = person
    self.portraitNumber = portraitNumber
    self.recordVersion = recordVersion
    self.look = look
  }
}

/// What became of the rest of a class.
public struct RestOutcome: Sendable, Hashable, Codable {
  public var right = 0
  public var missing = 0
  /// People whose picture or data is another one by now: somebody looks again.
  public var changed: [String] = []

  public init() {}
}

extension CollectionCenter {
  /// 其余都正确: whoever of these has no verdict yet is right, and missing where no picture came back.
  ///
  /// All of them or none; those who changed meanwhile are left open. Said twice, it is done once.
  /// - Throws: `ClassCheckRefusal.tooMany`, `.operation`, `.codeMode`.
  public func giveRest(
    _ seen: [SeenPerson], of group: CheckedClass, campaignID: String, operation: String, by verifier: some ClassVerifier
  ) async throws -> RestOutcome {
    try ClassCheckRefusal.check(operation)
    guard seen.count <= ClassCheckLimits.restAtOnce else {
      throw ClassCheckRefusal.tooMany(limit: ClassCheckLimits.restAtOnce)
    }
    return try await records.once("\(operation):\(verifier.accountID)", kind: "verdict-rest") { transaction in
      let place = try transaction.checkedPlace(campaignID, by: verifier)
      let people = try transaction.checkedPeople(
        group.place(campaignID).condition(verifier.graduateScope), in: place, openNumbers: true)
      let byID = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      var outcome = RestOutcome()
      for one in seen {
        guard let person = byID[one.person], person.portrait?.number ?? 0 == one.portraitNumber,
          person.recordVersion == one.recordVersion
        else {
          outcome.changed.append(one.person)
          continue
        }
        // Whoever was judged meanwhile keeps his verdict.
        guard person.verdict == nil else { continue }
        let isThere = person.portrait != nil
        let verdict = PersonVerdict(
          id: person.id, classID: "", verdicts: [isThere ? .right : .missing], look: isThere ? one.look : .never,
          isOfTheRest: true, at: transaction.now)
        let given = GivenPlace(campaignID: campaignID, institutionID: verifier.institutionID)
        _ = try transaction.putVerdict(verdict, about: person, given, way: .page, by: verifier)
        if isThere { outcome.right += 1 } else { outcome.missing += 1 }
      }
      return outcome
    }
  }
}
