import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Just enough HTTP/1.1 to talk to a program on this machine: one connection a request, read to its length.
struct LoopbackHTTP: Sendable {
  struct Answer: Sendable {
    var status: Int
    var body: Data
  }

  let port: UInt16
  /// Seconds without a byte before a request is given up.
  let patienceSeconds: Int

  private static let queue = DispatchQueue(label: "loopback-http", attributes: .concurrent)

  /// Sends a request and waits for its whole answer, off the threads that tests run on.
  func send(_ method: String, _ path: String, json: Data?) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      Self.queue.async { continuation.resume(with: Result { try self.exchange(method, path, json) }) }
    }
  }

  /// The same on the calling thread, for the end of things.
  func exchange(_ method: String, _ path: String, _ json: Data?) throws -> Answer {
    let descriptor = try connected()
    defer { close(descriptor) }
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
    if let json { head += "Content-Type: application/json; charset=utf-8\r\nContent-Length: \(json.count)\r\n" }
    try write(Data((head + "\r\n").utf8) + (json ?? Data()), to: descriptor)
    return try read(from: descriptor)
  }

  private func connected() throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw ChromeDriver.Problem("socket: errno \(errno)") }
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let number = errno
      close(descriptor)
      throw ChromeDriver.Problem("connect: errno \(number)")
    }
    return descriptor
  }

  private func write(_ data: Data, to descriptor: Int32) throws {
    try data.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.send(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
        guard count > 0 else { throw ChromeDriver.Problem("send: errno \(errno)") }
        sent += count
      }
    }
  }

  private func read(from descriptor: Int32) throws -> Answer {
    var all = Data()
    var room = [UInt8](repeating: 0, count: 64 * 1024)
    var bodyFrom: Int?
    var length: Int?
    while true {
      if bodyFrom == nil, let end = all.range(of: Data("\r\n\r\n".utf8)) {
        bodyFrom = end.upperBound
        length = Self.length(String(decoding: all[..<end.lowerBound], as: UTF8.self))
      }
      if let bodyFrom, let length, all.count >= bodyFrom + length { break }
      let count = recv(descriptor, &room, room.count, 0)
      guard count >= 0 else { throw ChromeDriver.Problem("no answer in \(patienceSeconds) seconds") }
      if count == 0 { break }
      all.append(contentsOf: room[..<count])
    }
    let status = String(decoding: all.prefix(16), as: UTF8.self).split(separator: " ").dropFirst().first.flatMap { Int($0) }
    guard let status, let bodyFrom else { throw ChromeDriver.Problem("answer cut short") }
    return Answer(status: status, body: Data(all[bodyFrom...]))
  }

  private static func length(_ head: String) -> Int? {
    for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
      return Int(line.split(separator: ":")[1].trimmingCharacters(in: .whitespaces))
    }
    return nil
  }
}
