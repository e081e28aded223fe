import Glibc
import Synchronization

/// Makes identifiers (UUIDv7, RFC 9562, lower-case text) and other chance; replaced by a seeded one in tests.
public struct Chance: Sendable {
  /// `count` random bytes; in service from the system's generator.
  public let bytes: @Sendable (_ count: Int) -> [UInt8]
  private let order = IdentifierOrder()

  public init(bytes: @escaping @Sendable (_ count: Int) -> [UInt8]) { self.bytes = bytes }

  public static let system = Chance { count in
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let start = buffer.baseAddress {
        // At most 256 bytes a call; it fails only for a bad address or a larger request.
        let piece = min(256, count - filled)
        guard getentropy(start + filled, piece) == 0 else { continue }
        filled += piece
      }
    }
  }

  /// The same sequence for the same seed (SplitMix64): for tests and simulations only.
  public static func seeded(_ seed: UInt64) -> Chance {
    let state = Mutex(seed)
    return Chance { count in
      state.withLock { state in
        (0..<count).map { _ in
          state &+= 0x9E37_79B9_7F4A_7C15
          var z = state
          z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
          z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
          return UInt8(truncatingIfNeeded: z ^ (z >> 31))
        }
      }
    }
  }

  /// A time-ordered identifier: rows made together lie together in every index, and what this process makes later sorts later,
  /// within a millisecond too (RFC 9562, 6.2, method 1: a counter of 12 bits).
  public func identifier(at milliseconds: Int64) -> String {
    var raw = bytes(16)
    let (time, counter) = order.next(at: milliseconds)
    for index in 0..<6 { raw[index] = UInt8(truncatingIfNeeded: time >> Int64(8 * (5 - index))) }
    raw[6] = UInt8(counter >> 8) | 0x70
    raw[7] = UInt8(counter & 0xFF)
    raw[8] = raw[8] & 0x3F | 0x80
    return uuidText(raw)
  }
}

/// Hands out times and counters that only grow.
private final class IdentifierOrder: Sendable {
  private let last = Mutex<(time: Int64, counter: Int)>((0, 0))

  func next(at milliseconds: Int64) -> (time: Int64, counter: Int) {
    last.withLock { last in
      if milliseconds > last.time {
        last = (milliseconds, 0)
      } else if last.counter < 0xFFF {
        last.counter += 1
      } else {
        last = (last.time + 1, 0)
      }
      return last
    }
  }
}

private let hexDigits = Array("0123456789abcdef".utf8)

private func uuidText(_ raw: [UInt8]) -> String {
  String(unsafeUninitializedCapacity: 36) { text in
    var at = 0
    for (index, byte) in raw.enumerated() {
      if index == 4 || index == 6 || index == 8 || index == 10 {
        text[at] = UInt8(ascii: "-")
        at += 1
      }
      text[at] = hexDigits[Int(byte >> 4)]
      text[at + 1] = hexDigits[Int(byte & 15)]
      at += 2
    }
    return at
  }
}
