import Crypto
import Foundation
import GraduatePhotos
import Storage

/// A sign-in that got past the password.
public struct SignInOutcome: Sendable {
  public enum Next: Sendable, Equatable {
    /// In, nothing more to prove.
    case welcome
    /// The digits on the phone, or two cells of the code card.
    case secondFactor
    /// No second factor yet: it has to be set up now.
    case setUp
  }

  /// The session's token: goes into the cookie and nowhere else.
  public let token: String
  /// The token that lets this browser be known as one the account signed in from.
  public let deviceToken: String
  public let next: Next
}

/// Where a sign-in comes from.
public struct SignInPlace: Sendable {
  /// The caller's network address as text.
  public let address: String
  /// The browser's own long-lived token, when it has one.
  public let deviceToken: String?
  /// A few words about the browser, for the list of sessions.
  public let device: String

  public init(address: String, deviceToken: String?, device: String) {
    self.address = address
    self.deviceToken = deviceToken
    self.device = String(device.prefix(120))
  }
}

extension CollectionCenter {
  /// Checks name and password, and opens a session that still has to prove its second factor where the role needs one.
  ///
  /// Attempts are counted by name and place; a place the account signed in from before keeps its own count, so that strangers who
  /// try a name cannot lock its owner out.
  /// - Throws: `SignInRefusal.wrongNameOrPassword`, `.tooManyAttempts`, `.busy`.
  public func signIn(name: String, password: String, from place: SignInPlace) async throws -> SignInOutcome {
    let typedName = SignInName.normalized(name)
    let nameIndex = keys.current.blindIndex(of: typedName, field: "account.sign_in_name")
    let deviceHash = place.deviceToken.map { tokenHash($0) }
    let attempt = identifier()
    // Written down before it is judged: attempts made at once see each other, so that together they get no more guesses.
    let found = try await records.write { transaction in
      let account = try transaction.openAccount(named: typedName)
      let known = try account.map { try transaction.knowsDevice(deviceHash, of: $0.id) } ?? false
      try transaction.insertAttempt(id: attempt, nameIndex: nameIndex, place: place.address, knownDevice: known)
      return (account: account, known: known)
    }
    let isRight: Bool
    do {
      try await records.read { transaction in
        try transaction.refuseTooManyAttempts(
          nameIndex: nameIndex, place: place.address, knownDevice: found.known, attempt: attempt)
      }
      isRight = try await hasher.verify(password, against: found.account?.argon2id)
    } catch {
      // Nothing was tried: a refused or hindered attempt makes no lock-out longer. In a task of its own, because this one may have been
      // cancelled by a client that went away.
      let records = self.records
      _ = await Task { try? await records.write { try $0.endAttempt(attempt) } }.value
      throw error
    }
    guard isRight, let account = found.account else {
      try await records.write { transaction in
        try transaction.insertFailedSignIn(id: attempt, nameIndex: nameIndex, place: place.address, knownDevice: found.known)
        try transaction.endAttempt(attempt)
      }
      throw SignInRefusal.wrongNameOrPassword
    }
    let token = chance.token()
    let deviceToken = place.deviceToken ?? chance.token()
    return try await records.write { transaction in
      let factors = try transaction.confirmedFactors(of: account.id)
      let next: SignInOutcome.Next = !account.role.needsSecondFactor ? .welcome : factors.isEmpty ? .setUp : .secondFactor
      try transaction.insertSession(
        tokenHash: tokenHash(token), accountID: account.id, device: place.device, proven: next == .welcome)
      if next == .welcome { try transaction.rememberDevice(tokenHash(deviceToken), of: account.id) }
      try transaction.clearFailures(nameIndex: nameIndex, place: place.address)
      try transaction.endAttempt(attempt)
      try transaction.journal(
        JournalLine(
          action: next == .welcome ? .signedIn : .passwordProved, recordKind: "account", recordID: account.id,
          details: ["next": "\(next)", "known-device": found.known ? "yes" : "no"]),
        by: AccountOnly(accountID: account.id, roleName: account.role.rawValue))
      return SignInOutcome(token: token, deviceToken: deviceToken, next: next)
    }
  }
}

extension CollectionCenter {
  /// Removes failed attempts that no longer count; called by the clock.
  public func forgetOldAttempts() async throws {
    try await records.write {
      try $0.forgetOldAttempts()
      try $0.forgetEndedGraduateSessions()
    }
  }
}

/// Somebody whose password was right but who is not in yet; may only be written into the journal.
struct AccountOnly: SignedIn {
  let accountID: String
  let roleName: String
}

/// What people type as their name at sign-in: 3–64 ASCII letters, digits, `. _ - @`; case does not matter.
enum SignInName {
  static func normalized(_ typed: String) -> String {
    typed.lowercased().filter { !$0.isWhitespace }
  }

  static func check(_ name: String) throws -> String {
    let name = normalized(name)
    let usable =
      (3...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || Array("._-@".utf8).contains(byte)
      }
    guard usable else { throw SignInRefusal.signInNameUnusable }
    return name
  }
}

/// SHA-256 of a token: tokens are 256 random bits, so a fast hash is enough and the database never holds one.
func tokenHash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }
