import GraduatePhotos
import Testing

@testable import Station

/// What comes from elsewhere is waited for, as long as a slow machine may need.
extension VisitDesk {
  /// The log once there are so many shots.
  func log(withShots count: Int) async throws -> VisitLog {
    try await waits("\(count) shots") { $0.shots >= count }
    return view.log
  }

  func says(_ kind: StationNotice.Kind) async throws {
    try await waits("a word of \(kind)") { $0.notices.contains { $0.notice.kind == kind } }
  }

  private func waits(_ what: String, _ isSo: (DeskView) -> Bool) async throws {
    for _ in 0..<6_000 {
      if isSo(view) { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("never: \(what); shots \(view.shots), notices \(view.notices.map(\.notice.kind))")
  }
}
