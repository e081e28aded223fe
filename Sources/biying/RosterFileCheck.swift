import Foundation
import GraduatePhotos
import Workflow

/// Checks a roster file by the rules of an import, and keeps nothing.
enum RosterFileCheck {
  /// - Parameters:
  ///   - file: the roster.
  ///   - institutionCode: nil takes the first code that stands in the file.
  ///   - progress: 0…1.
  /// - Returns: rows and problems.
  /// - Throws: `TableRefusal`, `RegistrationRefusal`.
  static func check(
    _ file: String, institutionCode: String?, progress: @escaping @Sendable (Double) -> Void
  ) throws -> RosterReading {
    let today = CalendarDay(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    // From August on it is the class of the next year that is collected.
    let year = today.month >= 8 ? today.year + 1 : today.year
    return try RosterDryRun.check(
      path: file, fileName: URL(filePath: file).lastPathComponent, graduatingClass: GraduatingClass(year: year),
      institutionCode: institutionCode, today: today, progress: progress)
  }
}
