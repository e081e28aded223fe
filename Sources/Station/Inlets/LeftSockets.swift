import Foundation
import Glibc

/// Connections that a library began and forgot.
enum LeftSockets {
  /// Closes this process's connections to a place, where nobody but that library talks to.
  ///
  /// - address: IPv4 in numbers.
  static func close(to address: String, ports: Set<UInt16>) {
    var wanted = in_addr()
    guard inet_pton(AF_INET, address, &wanted) == 1,
      let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    else { return }
    for file in names.compactMap({ Int32($0) }) {
      guard let peer = peer(of: file), peer.sin_addr.s_addr == wanted.s_addr, ports.contains(UInt16(bigEndian: peer.sin_port))
      else {
        continue
      }
      Glibc.close(file)
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
