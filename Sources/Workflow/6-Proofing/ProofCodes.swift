import GraduatePhotos
import Storage

/// 校对码: what lets a graduate in for the first time, on a slip of his own.
enum ProofCode {
  /// Twelve letters and digits: 34 bits behind the part that finds it.
  static func fresh(_ chance: Chance) -> String { ReadableLetters.fresh(ProofLimits.codeCharacters, chance) }

  static func locator(_ code: String) -> String { String(code.prefix(ProofLimits.locatorCharacters)) }

  /// 「K7MP-2QXD-4TWA」.
  static func grouped(_ code: String) -> String { ReadableLetters.grouped(code) }

  /// What was typed, if it has the shape of a code: blanks, dashes and case do not matter.
  static func typed(_ text: String) -> String? {
    let letters = text.compactHalfWidth.uppercased().filter { $0 != "-" && !$0.isWhitespace }
    guard letters.count == ProofLimits.codeCharacters, letters.allSatisfy(ReadableLetters.codes.contains) else { return nil }
    return letters
  }

  /// Every character is looked at, whatever the first one says.
  static func isSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  static func record(_ person: String, _ number: Int) -> String { "proof_code:\(person):\(number)" }
}

/// A person's code as it holds now.
struct CodeInForce: Sendable {
  let personID: String
  let number: Int
  let code: String
}

extension Transaction {
  /// The newest code of a person; nil while he has none, and once he was erased.
  func codeInForce(of person: String, _ campaignID: String) throws -> CodeInForce? {
    try codeInForce(
      "x.person_id = ? AND x.number = (SELECT MAX(m.number) FROM proof_code m WHERE m.campaign_id = x.campaign_id AND m.person_id = x.person_id)",
      [.text(campaignID), .text(person)])
  }

  /// The code that begins like this, unless a newer one took its place.
  func codeInForce(typed: String, _ campaignID: String) throws -> CodeInForce? {
    try codeInForce(
      "x.locator = ? AND x.number = (SELECT MAX(m.number) FROM proof_code m WHERE m.campaign_id = x.campaign_id AND m.person_id = x.person_id)",
      [.text(campaignID), .text(ProofCode.locator(typed))])
  }

  private func codeInForce(_ condition: String, _ arguments: [SQLValue]) throws -> CodeInForce? {
    guard
      let row = try row(
        "SELECT x.person_id, x.number, x.code_sealed FROM proof_code x WHERE x.campaign_id = ? AND \(condition)", arguments)
    else { return nil }
    let (person, number) = (try row.text("person_id"), try row.int("number"))
    guard let plain = try openForGraduate(person, row.blob("code_sealed"), as: ProofCode.record(person, number)) else {
      return nil
    }
    return CodeInForce(personID: person, number: number, code: String(decoding: plain, as: UTF8.self))
  }

  /// A new code in the place of the one before.
  func makeCode(of person: String, _ campaignID: String, by actor: some SignedIn) throws -> CodeInForce {
    let number =
      try count(
        "SELECT MAX(number) AS n FROM proof_code WHERE campaign_id = ? AND person_id = ?", [.text(campaignID), .text(person)])
      + 1
    while true {
      let code = ProofCode.fresh(chance)
      let made = try execute(
        """
        INSERT INTO proof_code (campaign_id, person_id, number, locator, code_sealed, made_by, made_at)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (campaign_id, locator) DO NOTHING
        """,
        [
          .text(campaignID), .text(person), .int(number), .text(ProofCode.locator(code)),
          .blob(try sealForGraduate(person, Array(code.utf8), as: ProofCode.record(person, number))), .text(actor.accountID),
          .integer(now),
        ])
      if made == 1 { return CodeInForce(personID: person, number: number, code: code) }
    }
  }
}
