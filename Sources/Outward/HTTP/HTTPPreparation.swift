import COutward

extension HTTPCall {
  /// Checks everything that can be checked before a connection is made.
  func check() throws(OutwardError) {
    guard HTTPAddress.isCallable(url) else { throw .addressInvalid }
    var byteCount = 0
    for header in headers {
      guard header.isSendable else { throw .headerInvalid(name: String(header.name.filter(\.isLetterOrDash).prefix(40))) }
      byteCount += header.line.utf8.count
    }
    guard byteCount <= OutwardLimits.requestHeaderBytes else { throw .headerInvalid(name: "") }
  }

  /// Sets up a handle and opens what is to be sent and received.
  func prepare(_ handle: EasyHandle) throws(OutwardError) -> Transfer.Parts {
    try handle.set(CURLOPT_URL, text: url)
    try handle.set(CURLOPT_PROTOCOLS_STR, text: "http,https")
    try handle.set(CURLOPT_FOLLOWLOCATION, 0)
    // A signature covers the path as it is written.
    try handle.set(CURLOPT_PATH_AS_IS, 1)
    try handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    // Without this a large upload waits a second for a "100 Continue" that many servers never send.
    try handle.set(CURLOPT_HTTPHEADER, list: headers.map(\.line) + ["Expect:"])
    try patience.apply(to: handle)
    try route.apply(to: handle)
    return Transfer.Parts(source: try prepareBody(handle), sink: ByteSink(target: target))
  }

  private func prepareBody(_ handle: EasyHandle) throws(OutwardError) -> ByteSource? {
    let source: ByteSource? =
      switch body {
      case .none: sendsBody ? ByteSource(bytes: []) : nil
      case .bytes(let bytes): ByteSource(bytes: bytes)
      case .file(let path): try ByteSource(filePath: path)
      }
    if let source {
      try handle.set(CURLOPT_UPLOAD, 1)
      try handle.set(CURLOPT_INFILESIZE_LARGE, size: source.count)
    } else if method == .head {
      try handle.set(CURLOPT_NOBODY, 1)
    }
    try handle.set(CURLOPT_CUSTOMREQUEST, text: method == .head && source == nil ? nil : method.rawValue)
    return source
  }

  private var sendsBody: Bool {
    switch method {
    case .put, .post, .patch: true
    case .get, .head, .delete: false
    }
  }
}

extension Patience {
  func apply(to handle: EasyHandle) throws(OutwardError) {
    // Signals and threads do not mix.
    try handle.set(CURLOPT_NOSIGNAL, 1)
    // A cancelled name look-up must not hold up the loop.
    try handle.set(CURLOPT_QUICK_EXIT, 1)
    try handle.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, connectMilliseconds))
    try handle.set(CURLOPT_TIMEOUT_MS, max(0, totalMilliseconds))
    try handle.set(CURLOPT_LOW_SPEED_LIMIT, max(0, lowSpeedBytesPerSecond))
    try handle.set(CURLOPT_LOW_SPEED_TIME, max(0, lowSpeedSeconds))
  }
}

extension Route {
  func apply(to handle: EasyHandle) throws(OutwardError) {
    try handle.set(CURLOPT_SSL_VERIFYPEER, 1)
    try handle.set(CURLOPT_SSL_VERIFYHOST, 2)
    try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let authorityFile {
      try handle.set(CURLOPT_CAINFO, text: authorityFile)
      // Only this file: the system's folder of authorities would be trusted beside it.
      try handle.set(CURLOPT_CAPATH, text: nil)
    }
    // An empty text, not nil: nil would let the environment choose.
    try handle.set(CURLOPT_PROXY, text: proxy ?? "")
    try handle.set(CURLOPT_NETRC, 0)
  }
}

extension Character {
  fileprivate var isLetterOrDash: Bool { isASCII && (isLetter || isNumber || self == "-") }
}
