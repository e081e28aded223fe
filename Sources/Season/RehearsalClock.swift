import Glibc
import Synchronization

/// The time of a rehearsed season: this machine's own, shifted by what the file `PATH` holds, so that all its processes have one time.
///
/// The file holds eight bytes: milliseconds to add, little-endian. It is mapped, so that reading costs nothing and a shift is seen at once.
public final class RehearsalClock: Sendable {
  private let shift: UnsafeShared

  /// Maps a file that is there; nil when it is not one of eight bytes.
  public convenience init?(reading path: String) { self.init(path, flags: O_RDWR | O_CLOEXEC) }

  /// Makes the file, without a shift.
  public convenience init?(making path: String) {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    defer { close(file) }
    guard ftruncate(file, 8) == 0 else { return nil }
    self.init(path, flags: O_RDWR | O_CLOEXEC)
  }

  private init?(_ path: String, flags: Int32) {
    let file = open(path, flags)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size == 8,
      let pages = mmap(nil, 8, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), pages != MAP_FAILED
    else { return nil }
    shift = UnsafeShared(pages)
  }

  deinit { munmap(shift.pages, 8) }

  /// Milliseconds since 1970 UTC.
  public var now: Int64 { Self.machine + shift.value }

  /// Puts the time forward; never back.
  public func advance(to time: Int64) { shift.value = max(shift.value, time - Self.machine) }

  /// Puts the time somewhere, at the beginning of a season.
  public func begin(at time: Int64) { shift.value = time - Self.machine }

  private static var machine: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// Eight bytes that several processes share; an aligned word is read and written whole.
private struct UnsafeShared: @unchecked Sendable {
  let pages: UnsafeMutableRawPointer

  init(_ pages: UnsafeMutableRawPointer) { self.pages = pages }

  var value: Int64 {
    get { pages.assumingMemoryBound(to: Atomic<Int64>.self).pointee.load(ordering: .relaxed) }
    nonmutating set { pages.assumingMemoryBound(to: Atomic<Int64>.self).pointee.store(newValue, ordering: .relaxed) }
  }
}
