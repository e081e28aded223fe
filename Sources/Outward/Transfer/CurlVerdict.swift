import COutward

extension OutwardError {
  /// libcurl's verdict in our words; nil when all went well.
  init?(curl code: CURLcode, connected: Bool) {
    switch code {
    case CURLE_OK: return nil
    // CURLE_UNSUPPORTED_PROTOCOL is no address here, since the scheme was checked: it says that the answer was no HTTP.
    case CURLE_URL_MALFORMAT: self = .addressInvalid
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .hostNotFound
    case CURLE_COULDNT_CONNECT: self = .connectionRefused
    case CURLE_OPERATION_TIMEDOUT: self = .timedOut(connecting: !connected)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: self = .certificateUntrusted
    case CURLE_SSL_CACERT_BADFILE: self = .authorityFileInvalid
    case CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_CIPHER: self = .secureChannelFailed
    case CURLE_LOGIN_DENIED: self = .signInRefused
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE: self = .connectionLost
    default: self = .transport(number: Int(code.rawValue))
    }
  }
}
