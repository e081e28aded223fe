import Glibc

/// A port of this machine on which nobody listens or calls.
public enum FreePort {
  public struct Failure: Error {}

  /// Below the ports that the kernel gives to those who call, so that nobody's call sits on it.
  ///
  /// - beside: how many further ports after it are free too.
  public static func find(beside: Int = 0) throws -> Int {
    for _ in 0..<200 {
      let port = Int.random(in: 20_000..<32_000)
      if (port...port + beside).allSatisfy(isFree) { return port }
    }
    throw Failure()
  }

  private static func isFree(_ port: Int) -> Bool {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard file >= 0 else { return false }
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
