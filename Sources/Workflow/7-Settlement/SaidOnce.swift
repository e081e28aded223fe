import Crypto
import Foundation
import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Runs `body` once for a page that was sent: sent again it gives the first answer, sent again with something else it is refused, so that
  /// no payment is swallowed by a form that a browser kept.
  ///
  /// - Throws: `FeeDeskRefusal.formUsed`, what `body` throws.
  func onceForFees<T: Codable & Sendable>(
    _ operation: String, kind: String, saying content: some Encodable & Sendable, by actor: some SignedIn,
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    guard !operation.trimmed.isEmpty else { throw FeeDeskRefusal.formUsed }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let said = hexadecimal(SHA256.hash(data: try encoder.encode(content)).prefix(8))
    do {
      return try await records.once("\(operation):\(actor.accountID)", kind: "\(kind) \(said)", body)
    } catch is OperationReused { throw FeeDeskRefusal.formUsed }
  }
}

extension Transaction {
  /// Vouches in the journal for all that was written down of money, without its words: keyed, because a payer's name could be guessed.
  func feeVouch(_ parts: [String]) -> String {
    String(hexadecimal(keys.blindIndex(of: parts.joined(separator: "\u{1F}"), field: "fees.vouch")).prefix(32))
  }
}
