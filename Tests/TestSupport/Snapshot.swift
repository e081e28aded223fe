import Foundation
import Testing

/// What people read, kept as files under Tests/Snapshots; a change of it is a change somebody has to look at.
public enum Snapshot {
  /// Compares with the file; with BIYING_RECORD=1 in the environment it is written anew instead.
  public static func expect(
    _ text: String, named name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let kept = tests.appending(path: "Snapshots").appending(path: name)
    if ProcessInfo.processInfo.environment["BIYING_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: kept.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: kept)
      return
    }
    let before = (try? String(contentsOf: kept, encoding: .utf8)) ?? ""
    #expect(
      text == before, "\(name) changed: look at the difference; when it is meant, run the tests once with BIYING_RECORD=1",
      sourceLocation: sourceLocation)
  }
}
