import Foundation
import GraduatePhotos
import Storage

/// The two kinds of a second factor: an authenticator on the phone, or the printed code card (口令卡).
public enum SecondFactorKind: String, Sendable, CaseIterable {
  case totp
  case card
}

/// What the page asks for at the second step.
public struct SecondFactorChallenge: Sendable {
  /// Whether the phone's digits are possible.
  public let acceptsPhone: Bool
  /// The two cells of the code card, such as C7 and F2; empty when the person has none.
  public let cardCells: [String]
  public let cardSerial: String
}

/// What is shown once, when a second factor is set up.
public struct SecondFactorOffer: Sendable {
  public let kind: SecondFactorKind
  /// What a phone's authenticator scans.
  public let qr: QRPicture
  /// The secret to type by hand, for a phone.
  public let secretText: String
  /// The printed card's cells, row by row.
  public let cells: [[String]]
  /// The cells of the printed card that confirm it.
  public let askedCells: [String]
  public let serial: String
  /// The offer, sealed; goes into the form that confirms it.
  public let pending: String

  fileprivate init(_ offer: PendingFactor, text: String, signInName: String) throws {
    kind = SecondFactorKind(rawValue: offer.kind) ?? .totp
    qr = try QRPicture(OneTimePassword.address(secret: offer.secret, signInName: signInName))
    secretText = OneTimePassword.base32(offer.secret)
    cells = kind == .card ? CodeCard.cells(secret: offer.secret) : []
    askedCells = CodeCard.challenge(secret: offer.secret, uses: 0).map { CodeCard.name($0) }
    serial = offer.serial
    pending = text
  }
}

/// An offer on its way through the form.
struct PendingFactor: Codable {
  let kind: String
  let secret: [UInt8]
  let serial: String
  let offeredAt: Int64
}

extension Transaction {
  /// Opens an offer of the last hour made to this account; nil for anything else.
  func pendingFactor(_ text: String, of accountID: String) throws -> PendingFactor? {
    guard let bytes = bytes(base64URL: text), let split = bytes.firstIndex(of: 0) else { return nil }
    let keyID = String(decoding: bytes[..<split], as: UTF8.self)
    guard let plain = try? keys.open(Array(bytes[(split + 1)...]), under: keyID, as: "pending factor:\(accountID)") else {
      return nil
    }
    let offer = try JSONDecoder().decode(PendingFactor.self, from: Data(plain))
    return now - offer.offeredAt <= 3_600_000 ? offer : nil
  }
}

extension CollectionCenter {
  /// What a half-open session has to prove.
  public func secondFactorChallenge(token: String) async throws -> SecondFactorChallenge {
    let hash = tokenHash(token)
    return try await records.read { transaction in
      guard let session = try transaction.liveSession(hash) else { throw SignInRefusal.wrongNameOrPassword }
      let factors = try transaction.confirmedFactors(of: session.text("account_id"))
      let card = factors.first { $0.kind == .card }
      return SecondFactorChallenge(
        acceptsPhone: factors.contains { $0.kind == .totp },
        cardCells: card.map { CodeCard.challenge(secret: $0.secret, uses: $0.lastStep).map { CodeCard.name($0) } } ?? [],
        cardSerial: card?.serial ?? "")
    }
  }

  /// Proves the second factor of a half-open session: phone digits, card cells or a recovery code, whichever fits.
  ///
  /// - Throws: `SignInRefusal.wrongSecondFactor`, `.secondFactorUsed`, `.tooManyAttempts`.
  public func proveSecondFactor(token: String, answer: String, deviceToken: String, from place: SignInPlace) async throws {
    let hash = tokenHash(token)
    let typed = answer.filter { $0.isLetter || $0.isNumber }.uppercased()
    let failure = identifier()
    let proven = try await records.write { transaction -> Bool in
      guard let row = try transaction.liveSession(hash), let session = try transaction.session(from: row) else {
        throw SignInRefusal.wrongNameOrPassword
      }
      let account = session.person.accountID
      let index = transaction.keys.blindIndex(of: account, field: "second factor attempts")
      // Six digits stand behind a right password, so few tries are enough for its owner. Over all places together, but browsers that
      // were proved before apart: whoever stole the password cannot lock its owner out of the usual computer.
      let known = try transaction.knowsDevice(place.deviceToken.map { tokenHash($0) }, of: account)
      try transaction.refuseTooManyProofs(index, knownDevice: known)
      guard try transaction.accepts(typed, of: session.person.signedIn) else {
        try transaction.insertFailedSignIn(id: failure, nameIndex: index, place: place.address, knownDevice: known)
        if try transaction.wrongProofs(index, knownDevice: known) == WorkflowLimits.wrongSecondFactors {
          try transaction.journal(
            JournalLine(action: .secondFactorBlocked, recordKind: "account", recordID: account), by: session.person.signedIn)
          try transaction.notify(.secondFactorBlocked(account), by: session.person.signedIn)
        }
        return false
      }
      try transaction.proveSession(hash)
      try transaction.rememberDevice(tokenHash(deviceToken), of: account)
      try transaction.journal(
        JournalLine(
          action: .signedIn, recordKind: "account", recordID: account, details: ["known-device": known ? "yes" : "no"]),
        by: session.person.signedIn)
      return true
    }
    guard proven else { throw SignInRefusal.wrongSecondFactor }
  }

  /// Makes a new second factor.
  ///
  /// Nothing is stored before `confirmSecondFactor` has seen its first answer, so an offer that is left alone leaves the old
  /// factor in force.
  public func offerSecondFactor(_ kind: SecondFactorKind, to person: some SignedIn) async throws -> SecondFactorOffer {
    let secret = chance.bytes(20)
    let serial = hexadecimal(chance.bytes(3)).uppercased()
    return try await records.read { transaction in
      let name = try transaction.row("SELECT sign_in_name FROM account WHERE id = ?", [.text(person.accountID)])
      guard let name = try name?.text("sign_in_name") else { throw SignInRefusal.accountUnknown }
      let pending = PendingFactor(kind: kind.rawValue, secret: secret, serial: serial, offeredAt: transaction.now)
      let sealed = try transaction.keys.seal(JSONEncoder().encode(pending), as: "pending factor:\(person.accountID)")
      return try SecondFactorOffer(
        pending, text: base64URL([UInt8](transaction.keys.encryptionKeyID.utf8) + [0] + sealed), signInName: name)
    }
  }

  /// The offer of a form that came back with a wrong answer, to be shown again; nil when it is too old or somebody else's.
  public func pendingOffer(_ text: String, to person: some SignedIn) async throws -> SecondFactorOffer? {
    try await records.read { transaction in
      guard let pending = try transaction.pendingFactor(text, of: person.accountID) else { return nil }
      let name = try transaction.row("SELECT sign_in_name FROM account WHERE id = ?", [.text(person.accountID)])
      return try SecondFactorOffer(pending, text: text, signInName: name?.text("sign_in_name") ?? "")
    }
  }

  /// Puts a new second factor in force with its first answer; the session counts as proven from then on.
  ///
  /// - `pending`: the sealed offer as the form gives it back; good for an hour.
  /// - `deviceToken`: this browser's; it is known from then on, all others are forgotten.
  /// Returns fresh recovery codes, shown once.
  public func confirmSecondFactor(
    pending: String, answer: String, token: String, deviceToken: String? = nil, person: some SignedIn
  ) async throws -> [String] {
    let hash = tokenHash(token)
    let typed = answer.filter { $0.isLetter || $0.isNumber }.uppercased()
    let codes = freshRecoveryCodes()
    return try await records.write { transaction in
      // Only who proved the factor in force may put another in its place.
      guard let row = try transaction.liveSession(hash), try row.text("account_id") == person.accountID,
        try row.optionalInteger("proven_at") != nil || transaction.confirmedFactors(of: person.accountID).isEmpty
      else { throw SignInRefusal.wrongSecondFactor }
      guard let offer = try transaction.pendingFactor(pending, of: person.accountID),
        let kind = SecondFactorKind(rawValue: offer.kind)
      else { throw SignInRefusal.wrongSecondFactor }
      let step: Int64
      switch kind {
      case .card:
        let right = CodeCard.answer(secret: offer.secret, to: CodeCard.challenge(secret: offer.secret, uses: 0))
        guard sameText(typed, right) else { throw SignInRefusal.wrongSecondFactor }
        step = 1
      case .totp:
        guard let fitting = OneTimePassword.step(fitting: typed, secret: offer.secret, at: transaction.now) else {
          throw SignInRefusal.wrongSecondFactor
        }
        step = fitting
      }
      try transaction.putFactor(kind, secret: offer.secret, serial: offer.serial, lastStep: step, of: person.accountID)
      try transaction.replaceRecoveryCodes(codes, of: person.accountID)
      try transaction.forgetDevicesAndSessions(of: person.accountID, except: hash)
      try transaction.proveSession(hash)
      if let deviceToken { try transaction.rememberDevice(tokenHash(deviceToken), of: person.accountID) }
      try transaction.journal(
        JournalLine(
          action: .secondFactorSet, recordKind: "account", recordID: person.accountID, details: ["kind": kind.rawValue]),
        by: person)
      return codes
    }
  }

  /// Checks the leader's or officer's second factor at the moment of a deed that needs it (a seal).
  public func checkSecondFactor(answer: String, token: String, person: some SignedIn) async throws {
    let typed = answer.filter { $0.isLetter || $0.isNumber }.uppercased()
    let index = keys.current.blindIndex(of: person.accountID, field: "second factor attempts")
    let failure = identifier()
    let right = try await records.write { transaction -> Bool in
      try transaction.refuseTooManyProofs(index, knownDevice: true)
      if try transaction.accepts(typed, of: person) { return true }
      try transaction.insertFailedSignIn(id: failure, nameIndex: index, place: "seal", knownDevice: true)
      return false
    }
    guard right else { throw SignInRefusal.wrongSecondFactor }
  }
}

extension NoticeDraft {
  /// To the owner: somebody who knows the password does not have the second factor.
  fileprivate static func secondFactorBlocked(_ accountID: String) -> NoticeDraft {
    NoticeDraft(
      audience: .account(accountID), title: "有人用您的密码登录，但第二道验证多次不对",
      body: "这一刻钟内验证码连续输错，已暂停尝试。如果不是您本人，说明密码已被别人知道：请从常用的电脑登录，并请邀请您的管理员重新发邀请、更换密码。",
      path: "/me")
  }
}
