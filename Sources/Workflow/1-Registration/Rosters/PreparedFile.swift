import Foundation
import Glibc

/// A file that was made to be fetched once: the receiver removes it when it has been sent.
public struct PreparedFile: Sendable {
  /// Where it lies, readable by nobody else (0600).
  public let path: String
  /// As a person saves it.
  public let fileName: String
  public let contentType: String

  /// Removes the file; one that is gone already is fine.
  public func remove() { unlink(path) }

  static let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  static let csv = "text/csv; charset=utf-8"
  static let dbf = "application/x-dbf"
  static let pdf = "application/pdf"

  private static let mark = ".prepared"
  /// Older ones were left by a process that died: nobody takes an hour to fetch one.
  private static let lifeSeconds = 3_600

  /// The path of a new file in the spool.
  static func newPath(in spool: URL, _ identifier: String) -> String { spool.appending(path: identifier + mark).path }

  static func removeStale(in spool: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: spool.path)) ?? []
    for name in names where name.contains(mark) {
      var status = stat()
      let path = spool.appending(path: name).path
      if stat(path, &status) == 0, status.st_mtim.tv_sec < time(nil) - lifeSeconds { unlink(path) }
    }
  }
}
