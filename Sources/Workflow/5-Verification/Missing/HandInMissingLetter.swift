import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Makes the institution's 漏拍名单（函） of everybody who is missing and whom no letter asks for yet; what stands there already is not
  /// handed in again.
  ///
  /// Contact, address and telephone may be changed until it is sealed: each change is a new version.
  ///
  /// - Returns: the letter's id.
  /// - Throws: `MissingLetterRefusal`, the first thing that stands against it.
  public func handInMissingLetter(_ contact: MissingContact, campaignID: String, by liaison: Liaison) async throws -> String {
    try await records.write { transaction in
      let place = try transaction.rosterPlace(campaignID: campaignID, institutionID: liaison.institutionID).place
      let people = try transaction.missingPeople(place).filter { $0.asked == nil }.map(\.id)
      let tidy = MissingContact(
        name: contact.name.trimmed, address: contact.address.trimmed, telephone: contact.telephone.trimmed)
      let body = MissingLetterBody(delivery: try transaction.deliveryToCheck(place), contact: tidy, people: people)
      let standings = try transaction.missingStandings(people, campaignID, liaison.institutionID)
      if let first = try transaction.missingLetter(body, place).problems(standings: standings).first { throw first }
      return try transaction.handIn(body, campaignID, by: liaison)
    }
  }

  /// Sends a sealed letter to the head office: from here on it waits there.
  ///
  /// - Throws: `SealRefusal.notFound`, `MissingLetterRefusal.unsealed`, `MissingDeskRefusal.sentAlready`, `.changedMeanwhile`.
  public func sendMissingLetter(_ id: String, by liaison: Liaison) async throws {
    try await records.write { transaction in
      let letter = try transaction.missingLetter(id, within: liaison.paperReach)
      try transaction.send(letter, by: liaison)
    }
  }
}

extension Transaction {
  fileprivate func handIn(_ body: MissingLetterBody, _ campaignID: String, by liaison: Liaison) throws -> String {
    let text = try body.text()
    // One at a time waits for its seal.
    let open = try missingLetters(
      "m.campaign_id = ? AND m.institution_id = ? AND s.sealed_at IS NULL AND t.sent_at IS NULL",
      [.text(campaignID), .text(liaison.institutionID)]
    ).first
    if let open, open.bodyText == text { return open.id }
    let id = try open?.id ?? insertMissingLetter(campaignID, liaison.institutionID)
    let number = (open?.version ?? 0) + 1
    try execute(
      "INSERT INTO missing_letter_version (letter_id, number, body, handed_in_by, handed_in_at) VALUES (?, ?, ?, ?, ?)",
      [.text(id), .int(number), .text(text), .text(liaison.accountID), .integer(now)])
    try journal(
      JournalLine(
        action: .missingLetterHandedIn, recordKind: PaperKind.missingLetter.rawValue, recordID: id, campaignID: campaignID,
        details: ["version": String(number), "heads": String(body.people.count)]), by: liaison)
    return id
  }

  private func insertMissingLetter(_ campaignID: String, _ institutionID: String) throws -> String {
    let id = identifier()
    try execute(
      "INSERT INTO missing_letter (id, campaign_id, institution_id, made_at) VALUES (?, ?, ?, ?)",
      [.text(id), .text(campaignID), .text(institutionID), .integer(now)])
    return id
  }

  func send(_ letter: StoredMissingLetter, by actor: some SignedIn) throws {
    guard letter.sentAt == nil else { throw MissingDeskRefusal.sentAlready }
    guard let subject = try missingLetterSubject(letter.id) else { throw MissingDeskRefusal.changedMeanwhile }
    let standings = try missingStandings(
      letter.body.people, letter.campaignID, letter.institutionID, asideFrom: letter.id)
    try missingLetter(letter).checkSending(
      standings: standings, hash: subject.contentHash, sealedHash: letter.seal?.hash)
    try execute(
      "INSERT INTO missing_letter_sent (letter_id, version, sent_by, sent_at) VALUES (?, ?, ?, ?)",
      [.text(letter.id), .int(letter.version), .text(actor.accountID), .integer(now)])
    for (ordinal, person) in letter.body.people.enumerated() {
      try execute(
        "INSERT INTO missing_person (letter_id, ordinal, person_id) VALUES (?, ?, ?)",
        [.text(letter.id), .int(ordinal), .text(person)])
    }
    try journal(
      JournalLine(
        action: .missingLetterSent, recordKind: PaperKind.missingLetter.rawValue, recordID: letter.id,
        campaignID: letter.campaignID,
        details: ["version": String(letter.version), "heads": String(letter.body.people.count)]), by: actor)
  }
}
