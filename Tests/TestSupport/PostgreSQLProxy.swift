import Foundation
import Synchronization

/// A wire between client and server that can be cut at the worst moment.
public final class PostgreSQLProxy: Sendable {
  public enum Fault: Sendable {
    /// COMMIT reaches the server, its reply never reaches the client.
    case dropCommitReply
    /// The client's wire breaks before COMMIT is passed on; the server still waits for it.
    case dropCommit
    /// The client's wire breaks at once, and COMMIT reaches the server this much later.
    case delayCommit(milliseconds: UInt32)
    /// Nothing passes any more, in both directions, without an end being told.
    case silence
  }

  private struct State {
    var fault: Fault?
    var silent = false
    var faults = 0
  }

  private static let commit = Array("Q\0\0\0\u{0b}COMMIT\0".utf8)
  private let listener: Int32
  private let serverPort: UInt16
  private let state = Mutex(State())
  public let port: UInt16

  public init(serverPort: UInt16) throws {
    self.serverPort = serverPort
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, address, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in accept() }
  }

  /// A URL of the server, through this wire.
  public func url(_ url: String) -> String {
    guard var parts = URLComponents(string: url) else { return url }
    parts.host = "127.0.0.1"
    parts.port = Int(port)
    parts.queryItems = [URLQueryItem(name: "sslmode", value: "disable")]
    return parts.string ?? url
  }

  /// The port of a server's URL.
  public static func port(of url: String) -> UInt16 { UInt16(URLComponents(string: url)?.port ?? 5_432) }

  /// Does this to the next COMMIT (or, for silence, from now on).
  public func arm(_ fault: Fault) {
    state.withLock { state in
      if case .silence = fault { state.silent = true } else { state.fault = fault }
    }
  }

  /// How many faults have happened.
  public var faults: Int { state.withLock { $0.faults } }

  public func close() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func accept() {
    while true {
      let client = Glibc.accept(listener, nil, nil)
      guard client >= 0 else {
        _ = Glibc.close(listener)
        return
      }
      guard let server = connectToServer() else {
        _ = Glibc.close(client)
        continue
      }
      let wire = Wire(client: client, server: server)
      Thread.detachNewThread { [self] in forward(wire, fromClient: true) }
      Thread.detachNewThread { [self] in forward(wire, fromClient: false) }
    }
  }

  private func forward(_ wire: Wire, fromClient: Bool) {
    let source = fromClient ? wire.client : wire.server
    let target = fromClient ? wire.server : wire.client
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(source, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      if state.withLock({ $0.silent }) { continue }
      let bytes = Array(buffer[..<count])
      if fromClient, bytes.starts(with: Self.commit), let fault = take() {
        apply(fault, bytes, wire)
        continue
      }
      if !fromClient, wire.isDeaf { break }
      guard Self.sendAll(bytes, to: target) else { break }
    }
    wire.end()
  }

  private func take() -> Fault? {
    state.withLock { state in
      defer { state.fault = nil }
      if state.fault != nil { state.faults += 1 }
      return state.fault
    }
  }

  private func apply(_ fault: Fault, _ bytes: [UInt8], _ wire: Wire) {
    switch fault {
    case .dropCommitReply:
      wire.makeDeaf()
      _ = Self.sendAll(bytes, to: wire.server)
    case .dropCommit:
      // The server's side stays open, as when a cable is cut: only the client notices.
      shutdown(wire.client, Int32(SHUT_RDWR))
      usleep(300_000)
    case .delayCommit(let milliseconds):
      shutdown(wire.client, Int32(SHUT_RDWR))
      usleep(milliseconds * 1_000)
      _ = Self.sendAll(bytes, to: wire.server)
    case .silence: break
    }
  }

  private func connectToServer() -> Int32? {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(serverPort)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        connect(server, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard connected else {
      _ = Glibc.close(server)
      return nil
    }
    return server
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }

  private static func sendAll(_ bytes: [UInt8], to target: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        send(target, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}

/// Two sockets that belong together; closed when both directions have ended.
private final class Wire: Sendable {
  let client: Int32
  let server: Int32
  private let state = Mutex((ends: 0, deaf: false))

  init(client: Int32, server: Int32) {
    self.client = client
    self.server = server
  }

  var isDeaf: Bool { state.withLock { $0.deaf } }

  func makeDeaf() { state.withLock { $0.deaf = true } }

  func end() {
    shutdown(client, Int32(SHUT_RDWR))
    shutdown(server, Int32(SHUT_RDWR))
    let last = state.withLock { state in
      state.ends += 1
      return state.ends == 2
    }
    guard last else { return }
    close(client)
    close(server)
  }
}
