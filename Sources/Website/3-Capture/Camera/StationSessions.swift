import GraduatePhotos
import Station
import Synchronization

/// Who is signed in at a station: in memory only, for one visit each.
final class StationSessions: Sendable {
  struct Session: Sendable {
    let visit: VisitName
    let member: CrewMember
    var lastUsed: Int64
  }

  /// Browsers of one station: two screens, a few phones at the door.
  private static let mostSessions = 64

  private let sessions = Mutex<[String: Session]>([:])

  /// 256 bits of chance as text.
  static func freshToken() -> String {
    var chance = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(chance.next() as UInt64, radix: 36) }.joined()
  }

  func open(_ visit: VisitName, _ member: CrewMember, now: Int64) -> String {
    let token = Self.freshToken()
    sessions.withLock { sessions in
      if sessions.count >= Self.mostSessions, let oldest = sessions.min(by: { $0.value.lastUsed < $1.value.lastUsed }) {
        sessions[oldest.key] = nil
      }
      sessions[token] = Session(visit: visit, member: member, lastUsed: now)
    }
    return token
  }

  /// The session, when it is there and was used within hours.
  func session(_ token: String, now: Int64) -> Session? {
    sessions.withLock { sessions in
      guard var session = sessions[token] else { return nil }
      guard now - session.lastUsed < VisitDeskLimits.signedInHours * 3_600_000 else {
        sessions[token] = nil
        return nil
      }
      session.lastUsed = now
      sessions[token] = session
      return session
    }
  }

  func close(_ token: String) { sessions.withLock { $0[token] = nil } }
}
