import Synchronization

/// The key ring in use; a rotation puts a new ring in while the center serves.
public final class KeyHolder: Sendable {
  private let ring: Mutex<KeyRing>

  public init(_ ring: KeyRing) { self.ring = Mutex(ring) }

  public var current: KeyRing { ring.withLock { $0 } }

  public func replace(with next: KeyRing) { ring.withLock { $0 = next } }
}
