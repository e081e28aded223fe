import GraduatePhotos

/// What the clerk chooses for a delivery.
public struct DeliveryOptions: Sendable, Hashable, Codable {
  /// What the portraits' files are named after.
  public var key: PhotoKey
  public var capacity: DiscCapacity
  public var isPlain: Bool
  /// Why it is not encrypted.
  public var plainReason: String

  public init(key: PhotoKey, capacity: DiscCapacity = .unlimited, isPlain: Bool = false, plainReason: String = "") {
    self.key = key
    self.capacity = capacity
    self.isPlain = isPlain
    self.plainReason = plainReason
  }

  /// The keys that a campaign's deliveries may have: none that names a person where the center holds none (code mode).
  public static func keys(in regime: Regime) -> [PhotoKey] {
    switch regime {
    case .roster: PhotoKey.allCases
    case .code: [.internalNumber, .shotSerial]
    }
  }

  /// Trimmed and within bounds.
  ///
  /// - Throws: `DeliveryDeskRefusal.keyInCodeMode`, `.noPlainReason`, `.textTooLong`, `.idNumberInText`.
  func checked(in regime: Regime) throws -> DeliveryOptions {
    guard Self.keys(in: regime).contains(key) else { throw DeliveryDeskRefusal.keyInCodeMode(key) }
    var options = self
    options.plainReason = isPlain ? try plainReason.deliveryText("不加密的原因") : ""
    if isPlain, options.plainReason.isEmpty { throw DeliveryDeskRefusal.noPlainReason }
    return options
  }
}

/// Who sees deliveries: the head office's clerk all of them, an institution's liaison its own.
public protocol DeliveryReader: SignedIn {
  /// The institution a reader is limited to; nil for all.
  var deliveredTo: String? { get }
}

extension Clerk: DeliveryReader {
  public var deliveredTo: String? { nil }
}

extension Liaison: DeliveryReader {
  public var deliveredTo: String? { institutionID }
}

extension MachineOperator: DeliveryReader {
  public var deliveredTo: String? { nil }
}

extension String {
  /// Trimmed, on one line, within bounds and without what could be somebody's identity number; `what` it is stands in the refusal.
  ///
  /// - Throws: `DeliveryDeskRefusal.textTooLong`, `.idNumberInText`.
  func deliveryText(_ what: String, limit: Int = DeliveryDeskLimits.textCharacters) throws -> String {
    let text = split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
    guard text.count <= limit else { throw DeliveryDeskRefusal.textTooLong(what, limit: limit) }
    guard !CodeModeGuard.holdsIDNumber(text) else { throw DeliveryDeskRefusal.idNumberInText(what) }
    return text
  }
}
