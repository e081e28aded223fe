import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Takes a claim back before its class is sealed; the person's finding of that kind goes with it, and who has no other is open again.
  ///
  /// - Throws: `ClassCheckRefusal.claimUnknown`, `.claimEnded`, `.sealed`, `.noReason`, `.reasonTooLong`.
  public func withdrawClaim(
    _ id: String, because text: String, campaignID: String, by verifier: some ClassVerifier
  ) async throws {
    let why = try text.classCheckReason()
    try await records.write { transaction in
      let regime = try transaction.storedCampaign(campaignID).plan.regime
      let people = Transaction.people(in: regime)
      let (condition, arguments) = verifier.graduateScope.condition(campaignID: campaignID, of: people.alias)
      let found = try transaction.row(
        """
        SELECT k.person_id FROM claim k JOIN \(people.table)
          ON \(people.alias).campaign_id = k.campaign_id AND \(people.alias).id = k.person_id
        WHERE k.id = ? AND \(condition)
        """, [.text(id)] + arguments)
      guard let personID = try found?.text("person_id") else { throw ClassCheckRefusal.claimUnknown }
      let open = try transaction.openClaims(of: personID, campaignID: campaignID)
      guard let claim = open.first(where: { $0.id == id }) else { throw ClassCheckRefusal.claimEnded }
      let person = try transaction.personOfClaim(personID, campaignID, regime, by: verifier)
      let given = GivenPlace(campaignID: campaignID, institutionID: verifier.institutionID)
      if person.verdict != nil, let seal = try transaction.classSealInForce(person.group, given) {
        throw ClassCheckRefusal.sealed(by: seal.sealedByName)
      }
      try transaction.end(claim, .withdrawn, why, campaignID: campaignID, by: verifier)
      guard let standing = person.verdict, standing.verdicts.contains(claim.kind) else { return }
      _ = try transaction.putVerdict(
        standing.without(claim.kind, of: person), about: person, given, way: .page, by: verifier)
    }
  }
}

extension Transaction {
  /// In code mode a code, of which nothing is known but its picture.
  fileprivate func personOfClaim(
    _ id: String, _ campaignID: String, _ regime: Regime, by verifier: some ClassVerifier
  ) throws -> CheckedPerson {
    guard regime == .code else { return try personToCheck(id, campaignID, by: verifier) }
    let place = try rosterPlace(campaignID: campaignID, institutionID: verifier.institutionID).place
    guard let person = try checkedCodes(place, id: id).first else { throw ClassCheckRefusal.personUnknown }
    return person
  }
}

extension StandingVerdict {
  /// The same without one of its findings; without any verdict when it was the only one.
  fileprivate func without(_ kind: PersonVerdict.Verdict, of person: CheckedPerson) -> PersonVerdict {
    let rest = verdicts.filter { $0 != kind }
    return PersonVerdict(
      id: person.id, classID: "", verdicts: rest, photoFaults: kind == .photo ? [] : photoFaults,
      corrections: kind == .data ? [] : corrections, partner: kind == .person ? nil : partner, note: rest.isEmpty ? "" : note,
      look: look, at: at)
  }
}
