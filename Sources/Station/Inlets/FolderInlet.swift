import Foundation
import GraduatePhotos
import Storage
import Synchronization

/// A folder that a tethering program, a network share or the camera's FTP fills: every picture in it is taken in once, nothing is deleted.
public final class FolderInlet: Sendable {
  public enum State: Sendable, Hashable {
    case watching
    /// The folder cannot be read: unplugged, or the share is gone.
    case gone
  }

  public let folder: String
  private let desk: VisitDesk
  private let station: Station
  /// Milliseconds UTC: what lay there unchanged before is not of this visit.
  let since: Int64
  private let late: LateArrivals
  private let watch: FolderWatch
  private let progress = Mutex<(state: State, taken: Int)>((.watching, 0))

  /// Milliseconds between two looks where the kernel says nothing.
  private static let lookMilliseconds = 500

  init(folder: String, desk: VisitDesk, station: Station, since: Int64, late: LateArrivals) {
    self.folder = folder
    self.desk = desk
    self.station = station
    self.since = since
    self.late = late
    watch = FolderWatch(folder: folder)
  }

  public var state: State { progress.withLock { $0.state } }
  /// Pictures taken in since the program started.
  public var taken: Int { progress.withLock { $0.taken } }

  /// Goes on until the task is cancelled.
  public func run() async {
    var look = FolderLook()
    let startedAt = station.now
    while !Task.isCancelled {
      await round(&look, startedAt: startedAt)
      await pause()
    }
  }

  private func pause() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Thread { [watch] in
          watch.wait(milliseconds: Self.lookMilliseconds)
          continuation.resume()
        }.start()
      }
    } onCancel: {
      watch.interrupt()
    }
  }

  private func round(_ look: inout FolderLook, startedAt: Int64) async {
    guard let entries = FolderLook.entries(of: folder) else { return await note(.gone) }
    await note(.watching)
    for entry in entries where entry.changedAt >= since {
      guard !Task.isCancelled else { return }
      let path = folder + "/" + entry.name
      switch look.decide(entry, now: station.now, isWhole: { FolderLook.hasEnd(path: path, size: entry.size) }) {
      case .done, .wait: continue
      case .broken:
        look.note(entry)
        try? await desk.notice(.fileRefused, "文件 \(desk.plainName(entry.name)) 不完整，没有收下。文件还在原处，写完后会再收。")
      case .take:
        guard let bytes = read(path, entry) else { continue }
        await take(bytes, entry, &look, wasWaiting: entry.changedAt < startedAt)
      }
    }
  }

  /// The file's bytes, unless it changed meanwhile.
  private func read(_ path: String, _ entry: FolderLook.Entry) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path), Int64(data.count) == entry.size else { return nil }
    return [UInt8](data)
  }

  private func take(
    _ bytes: [UInt8], _ entry: FolderLook.Entry, _ look: inout FolderLook, wasWaiting: Bool
  ) async {
    let lateSince = late.moment(of: folder + "/" + entry.name)
    let picture = ArrivedPicture(
      bytes: bytes, source: .folder, fileName: LateArrivals.plain(entry.name),
      arrivedAt: lateSince ?? (wasWaiting ? entry.changedAt : station.now), wasWaiting: wasWaiting || lateSince != nil)
    do {
      let result = try await desk.take(picture)
      look.note(entry)
      switch result {
      case .shot: progress.withLock { $0.taken += 1 }
      case .known:
        guard !wasWaiting else { return }
        try? await desk.notice(.sameFileAgain, "文件 \(desk.plainName(entry.name)) 和已收下的一张完全相同，没有重复收。")
      }
    } catch VisitDeskRefusal.diskFull {
      // Not noted: it is tried again when there is room.
      try? await desk.notice(.diskFull, "磁盘快满了，照片暂时没有收下。文件还在原处，腾出空间后会自动收下。")
      try? await Task.sleep(for: .seconds(2))
    } catch let refusal as VisitDeskRefusal {
      look.note(entry)
      try? await desk.notice(.fileRefused, "文件 \(desk.plainName(entry.name))：\(refusal.message)")
    } catch {
      try? await Task.sleep(for: .seconds(1))
    }
  }

  private func note(_ state: State) async {
    let before = progress.withLock { progress in
      defer { progress.state = state }
      return progress.state
    }
    guard before != state else { return }
    let text = state == .gone ? "照片文件夹打不开：可能断网、拔线或被移走。" : "照片文件夹又能打开了。"
    try? await desk.notice(state == .gone ? .inletGone : .inletBack, text)
  }
}

extension Station {
  /// Watches a folder for a visit's pictures from now on; after a restart what came meanwhile is taken in too.
  ///
  /// - late: files whose picture is older than they are.
  func inlet(of folder: String, for desk: VisitDesk, late: LateArrivals) async throws -> FolderInlet {
    let path = URL(filePath: folder).standardizedFileURL.path
    let now = clock.now()
    let name = desk.name
    let since = try await database.write { sql in
      try sql.execute(
        "INSERT INTO inlet (campaign, visit, path, since) VALUES (?, ?, ?, ?) ON CONFLICT (campaign, visit, path) DO NOTHING",
        [.text(name.campaign), .int(name.number), .text(path), .integer(now)])
      return try sql.row(
        "SELECT since FROM inlet WHERE campaign = ? AND visit = ? AND path = ?",
        [.text(name.campaign), .int(name.number), .text(path)])?.integer("since") ?? now
    }
    return FolderInlet(folder: path, desk: desk, station: self, since: since, late: late)
  }
}
