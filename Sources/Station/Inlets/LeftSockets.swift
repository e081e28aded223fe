import Foundation
import Glibc

/// Connections that a library began and forgot.
enum LeftSockets {
  /// This process's connections to a place, where nobody but that library talks to.
  ///
  /// - address: IPv4 in numbers.
  static func found(to address: String, ports: Set<UInt16>) -> [Int32] {
    var wanted = in_addr()
    guard inet_pton(AF_INET, address, &wanted) == 1,
      let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    else { return [] }
    return names.compactMap { Int32($0) }.filter { file in
      peer(of: file).map { $0.sin_addr.s_addr == wanted.s_addr && ports.contains(UInt16(bigEndian: $0.sin_port)) } ?? false
    }
  }

  /// Where a connection goes; nil for anything else.
  private static func peer(of file: Int32) -> sockaddr_in? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(file, $0, &length) }
    }
    return result == 0 && address.sin_family == sa_family_t(AF_INET) ? address : nil
  }
}
