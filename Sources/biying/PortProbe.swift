import Glibc

/// Finds out why an address could not be listened on, for a sentence instead of a fault.
enum PortProbe {
  /// Tries to take the address; nil when that works or the reason is another.
  static func refusal(host: String, port: Int) -> SettingRefusal? {
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
      return .unusable(.init(.listen), "找不到地址 \(host)")
    }
    defer { freeaddrinfo(first) }
    let file = socket(first.pointee.ai_family, first.pointee.ai_socktype, first.pointee.ai_protocol)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var on: Int32 = 1
    setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    if bind(file, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, Glibc.listen(file, 1) == 0 { return nil }
    switch errno {
    case EADDRINUSE: return .addressInUse("\(host):\(port)")
    case EACCES, EADDRNOTAVAIL: return .addressNotAllowed("\(host):\(port)")
    default: return nil
    }
  }
}
