import Testing

@testable import Outward

@Suite struct OutwardErrorTests {
  @Test func everyErrorSpeaksChineseAndHasItsOwnCode() {
    let errors: [OutwardError] = [
      .addressInvalid, .headerInvalid(name: "X"), .bodyTooLarge(limitBytes: 1), .sourceUnreadable, .targetUnwritable,
      .replyTooLarge(limitBytes: 1), .hostNotFound, .connectionRefused, .certificateUntrusted, .authorityFileInvalid,
      .secureChannelFailed, .signInRefused, .credentialsUnprotected, .timedOut(connecting: true), .connectionLost, .cancelled,
      .busy,
      .closed, .transport(number: 7),
    ]
    #expect(Set(errors.map(\.code)).count == errors.count)
    for error in errors {
      #expect(error.code.hasPrefix("outward."))
      #expect(error.message.unicodeScalars.contains { $0.properties.isIdeographic })
      #expect(error.hint.unicodeScalars.contains { $0.properties.isIdeographic })
    }
    #expect(OutwardError.timedOut(connecting: false).message != OutwardError.timedOut(connecting: true).message)
  }
}
