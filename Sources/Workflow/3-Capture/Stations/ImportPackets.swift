import Foundation
import GraduatePhotos
import Storage

/// What became of the packets of a stick.
public struct PacketsImported: Sendable, Equatable {
  public struct Line: Sendable, Equatable {
    /// In the file, from 1.
    public let number: Int
    /// Empty when it could not be read.
    public let packet: String
    /// As people read it.
    public let outcome: String
    public let isRefused: Bool
  }

  public internal(set) var taken = 0
  public internal(set) var known = 0
  public internal(set) var review = 0
  public internal(set) var refused = 0
  /// The file ends within a packet: everything before it was taken.
  public internal(set) var isCut = false
  /// Packets that were refused or put in review, the first of many.
  public internal(set) var lines: [Line] = []

  public var total: Int { taken + known + review + refused }

  /// 「共 500 个数据包：新收 480，早已收到 18，待核实 2」.
  public var chinese: String {
    var parts = ["新收 \(taken)", "早已收到 \(known)"]
    if review > 0 { parts.append("待核实 \(review)") }
    if refused > 0 { parts.append("没有收 \(refused)") }
    return "共 \(total) 个数据包：" + parts.joined(separator: "，") + (isCut ? "。最后一个包不完整，前面的都已收下，请重新导出后再上传一次" : "")
  }
}

/// Who brings a stick: the agency's people.
public protocol StickBearer: SignedIn {}
extension Planner: StickBearer {}
extension Clerk: StickBearer {}
extension Photographer: StickBearer {}
extension MachineOperator: StickBearer {}

extension CollectionCenter {
  /// Takes the packets of a stick's bundle (`BYPS`, version 1, each packet behind its length in 8 bytes, little-endian), one after the other.
  ///
  /// The file is never in memory as a whole, and a packet that is refused stops no other.
  ///
  /// - path: the uploaded file; stays where it is.
  /// - soFar: told after each packet.
  /// - Throws: `StationRefusal.notABundle`, `.busy`.
  public func importPackets(
    path: String, campaignID: String, by bearer: any StickBearer, _ soFar: @Sendable (PacketsImported) -> Void = { _ in }
  ) async throws -> PacketsImported {
    let reader = try PacketBundle(path: path)
    var result = PacketsImported()
    do {
      while let packet = try reader.next() {
        try await take(packet, number: result.total + 1, &result)
        soFar(result)
      }
    } catch is PacketBundle.Cut { result.isCut = true }
    let done = result
    let id = identifier()
    try await records.write { transaction in
      try transaction.journal(
        JournalLine(
          action: .packetsImported, recordKind: "packet-import", recordID: id, campaignID: campaignID,
          details: [
            "taken": String(done.taken), "known": String(done.known), "review": String(done.review),
            "refused": String(done.refused), "cut": done.isCut ? "yes" : "no",
          ]), by: bearer)
    }
    return result
  }

  private func take(_ packet: [UInt8], number: Int, _ result: inout PacketsImported) async throws {
    do {
      let taken = try await receivePacket(packet)
      switch taken.state {
      case .taken: result.taken += 1
      case .known: result.known += 1
      case .review:
        result.review += 1
        result.keep(.init(number: number, packet: taken.packet, outcome: "待核实", isRefused: false))
      }
    } catch StationRefusal.packet(let refusal) {
      result.refused += 1
      result.keep(.init(number: number, packet: "", outcome: refusal.chinese, isRefused: true))
    }
  }
}

extension PacketsImported {
  fileprivate mutating func keep(_ line: Line) {
    if lines.count < StationLimits.importLines { lines.append(line) }
  }
}

/// Reads the packets of a bundle one after the other.
final class PacketBundle {
  /// The file ends within a packet.
  struct Cut: Error {}

  static let magic = Array("BYPS".utf8)
  static let version: UInt8 = 1

  private let file: FileHandle

  /// - Throws: `StationRefusal.notABundle`.
  init(path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else { throw StationRefusal.notABundle }
    self.file = file
    guard try Self.read(file, 5) == Self.magic + [Self.version] else { throw StationRefusal.notABundle }
  }

  deinit { try? file.close() }

  /// Nil at the end.
  ///
  /// - Throws: `Cut`.
  func next() throws -> [UInt8]? {
    let head = try Self.read(file, 8)
    if head.isEmpty { return nil }
    guard head.count == 8 else { throw Cut() }
    let length = head.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    // A length beyond any packet's is what a torn write leaves.
    guard length > 0, length <= UInt64(StationLimits.packetBytes) else { throw Cut() }
    let packet = try Self.read(file, Int(length))
    guard packet.count == Int(length) else { throw Cut() }
    return packet
  }

  /// Fewer bytes only at the end of the file.
  private static func read(_ file: FileHandle, _ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      guard let piece = try file.read(upToCount: count - bytes.count), !piece.isEmpty else { break }
      bytes += piece
    }
    return bytes
  }
}
