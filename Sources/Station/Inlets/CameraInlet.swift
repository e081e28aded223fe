import Foundation
import GraduatePhotos
import Synchronization

/// A camera at the station's cable or network: what it takes is saved into the station's inbox, where the inbox's inlet takes it in.
///
/// Nothing on the camera is deleted. What was taken while the connection was broken is fetched when it is back.
public final class CameraInlet: Sendable {
  public enum State: Sendable, Hashable {
    case looking
    case connected(model: String)
    /// No connection now; it is tried again all the time.
    case gone(CameraRefusal)
  }

  /// How far a run has come.
  private struct Run {
    var look: CameraLook
    /// When the camera last answered, milliseconds UTC; nil before it did.
    var answeredAt: Int64?
    /// Since when pictures may have been taken unheard; nil when all of them were fetched.
    var unheardSince: Int64?
    /// When it was last asked whether it is there.
    var pingedAt = ContinuousClock.now
  }

  private let choice: CameraChoice
  private let desk: VisitDesk
  private let station: Station
  private let since: Int64
  private let late: LateArrivals
  private let memory: CameraMemory
  private let drop: CameraDrop
  private let link = CameraLink()
  private let progress = Mutex<(state: State, taken: Int)>((.looking, 0))

  private static let waitMilliseconds: Int32 = 250
  /// Between two looks at a network camera, whose library does not wait.
  private static let networkPauseMilliseconds = 50
  /// A network that is gone says nothing: the camera is asked after so long.
  private static let silentSeconds = 2
  /// Each failed try to reach a network camera leaves some kilobytes in the library: one that stays off is called less often.
  private static let eagerTries = 60
  private static let (eagerSeconds, patientSeconds) = (1, 5)

  /// - inbox: takes in what is saved; its visit and its beginning are this inlet's.
  init(_ choice: CameraChoice, into inbox: FolderInlet, desk: VisitDesk, station: Station, late: LateArrivals) {
    self.choice = choice
    self.desk = desk
    self.station = station
    self.late = late
    since = inbox.since
    memory = CameraMemory(database: station.database, visit: desk.name)
    drop = CameraDrop(folder: inbox.folder)
  }

  public var state: State { progress.withLock { $0.state } }
  /// Pictures fetched since the program started.
  public var taken: Int { progress.withLock { $0.taken } }

  /// Goes on until the task is cancelled; then lets the camera go.
  public func run() async {
    await withTaskCancellationHandler {
      drop.clear()
      var run: Run?
      var tries = 0
      while !Task.isCancelled {
        tries += 1
        do {
          if run == nil { run = Run(look: CameraLook(since: since, fetched: try await memory.fetched())) }
          try await serve(&run) { tries = 0 }
        } catch let refusal as CameraRefusal {
          await note(.gone(refusal))
        } catch {
          // The station's own database: what is not noted is not lost, it is fetched again and known by its bytes.
          await note(.gone(.unwritable))
        }
        let isPatient = choice.isNetwork && tries > Self.eagerTries
        try? await Task.sleep(for: .seconds(isPatient ? Self.patientSeconds : Self.eagerSeconds))
      }
      await link.close()
    } onCancel: {
      link.interrupt()
    }
  }

  /// One connection: first what was missed, and what is taken meanwhile before it.
  private func serve(_ current: inout Run?, connected: () -> Void) async throws {
    guard var run = current else { return }
    defer { current = run }
    let model = try await link.open(choice)
    connected()
    await note(.connected(model: model))
    run.unheardSince = run.unheardSince ?? run.answeredAt ?? since
    var missed = try await link.pictures().filter { run.look.wants($0.key) }[...]
    run.answeredAt = station.now
    while !Task.isCancelled {
      let askedAt = station.now
      if let picture = try await link.nextPicture(milliseconds: missed.isEmpty ? Self.waitMilliseconds : 1) {
        run.answeredAt = askedAt
        run.look.hear(picture.key)
        try await fetch(picture, takenSince: nil, &run)
      } else if let picture = missed.popFirst() {
        try await fetch(picture, takenSince: run.unheardSince, &run)
      } else {
        run.unheardSince = nil
        try await rest(&run, askedAt: askedAt)
      }
    }
  }

  /// Nothing was taken: looks whether the camera is still there.
  private func rest(_ run: inout Run, askedAt: Int64) async throws {
    guard choice.isNetwork else {
      run.answeredAt = askedAt
      return
    }
    try? await Task.sleep(for: .milliseconds(Self.networkPauseMilliseconds))
    guard ContinuousClock.now - run.pingedAt >= .seconds(Self.silentSeconds) else { return }
    try await link.ping()
    (run.answeredAt, run.pingedAt) = (askedAt, .now)
  }

  /// - takenSince: for a picture whose shutter was not heard, the earliest moment at which it may have been taken, milliseconds UTC.
  private func fetch(_ picture: CameraPicture, takenSince: Int64?, _ run: inout Run) async throws {
    guard run.look.wants(picture.key), !Task.isCancelled else { return }
    let name = picture.key.name
    guard picture.key.byteCount <= Int64(VisitDeskLimits.pictureBytes) else {
      try? await desk.notice(
        .fileRefused, "相机里的 \(desk.plainName(name)) 超过 \(VisitDeskLimits.pictureBytes >> 20) MB，没有收下。")
      return try await remember(picture.key, &run)
    }
    guard station.folder.freeBytes() > VisitDeskLimits.spareBytes + picture.key.byteCount * 3 else {
      try? await desk.notice(.diskFull, "磁盘快满了，照片暂时没有收下。照片还在相机的卡里，腾出空间后会自动收下。")
      throw CameraRefusal.unwritable
    }
    do {
      let askedAt = station.now
      let isSaved = try await drop.save(
        takenSince == nil ? name : LateArrivals.marked(name), fill: { try await link.fetch(picture, into: $0) },
        announce: { path in if let takenSince { late.note(path, earliest: takenSince) } })
      run.answeredAt = askedAt
      if isSaved { progress.withLock { $0.taken += 1 } }
      try await remember(picture.key, &run)
    } catch let refusal as CameraRefusal where refusal != .unwritable && !Task.isCancelled {
      if run.look.noteFailure(picture.key) {
        try? await desk.notice(.fileRefused, "相机里的 \(desk.plainName(name)) 取了几次都取不下来，请从存储卡读入。")
      }
      throw refusal
    }
  }

  private func remember(_ key: CameraPicture.Key, _ run: inout Run) async throws {
    run.look.note(key)
    try await memory.note(key, at: station.now)
  }

  private func note(_ state: State) async {
    guard !Task.isCancelled else { return }
    let before = progress.withLock { progress in
      defer { progress.state = state }
      return progress.state
    }
    switch (before, state) {
    case (.gone, .connected(let model)): try? await desk.notice(.inletBack, "相机 \(model) 又连上了。")
    case (.looking, .gone(let refusal)), (.connected, .gone(let refusal)):
      try? await desk.notice(.inletGone, "\(refusal.message)。\(refusal.hint)。")
    default: break
    }
  }
}
