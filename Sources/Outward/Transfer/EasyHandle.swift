import COutward

/// One libcurl handle with the lists it owns; used on the loop's thread only.
final class EasyHandle {
  let raw: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  init() throws(OutwardError) {
    guard LibCurl.isReady, let raw = curl_easy_init() else { throw .transport(number: Int(CURLE_FAILED_INIT.rawValue)) }
    self.raw = raw
  }

  deinit {
    curl_easy_cleanup(raw)
    for list in lists { curl_slist_free_all(list) }
  }

  func set(_ option: CURLoption, _ value: Int) throws(OutwardError) {
    try check(outward_set_long(raw, option, value))
  }

  func set(_ option: CURLoption, size: Int) throws(OutwardError) {
    try check(outward_set_size(raw, option, curl_off_t(size)))
  }

  /// Sets a text; nil takes away libcurl's own default.
  func set(_ option: CURLoption, text: String?) throws(OutwardError) {
    guard let text else { return try check(outward_set_text(raw, option, nil)) }
    try check(outward_set_text(raw, option, text))
  }

  func set(_ option: CURLoption, list lines: [String]) throws(OutwardError) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        throw .transport(number: Int(CURLE_OUT_OF_MEMORY.rawValue))
      }
      list = longer
    }
    guard let list else { return }
    lists.append(list)
    try check(outward_set_list(raw, option, list))
  }

  /// The last status of HTTP or reply code of SMTP; 0 when none came.
  var responseCode: Int {
    var value = 0
    return outward_get_long(raw, CURLINFO_RESPONSE_CODE, &value) == CURLE_OK ? value : 0
  }

  /// Whether the connection, with its TLS, stood at some moment.
  var wasConnected: Bool {
    var microseconds: curl_off_t = 0
    return outward_get_size(raw, CURLINFO_PRETRANSFER_TIME_T, &microseconds) == CURLE_OK && microseconds > 0
  }

  func check(_ code: CURLcode) throws(OutwardError) {
    guard code == CURLE_OK else { throw .transport(number: Int(code.rawValue)) }
  }
}

/// libcurl's process-wide start, done once at first use.
enum LibCurl {
  static let isReady = outward_global_init() == CURLE_OK
}
