import Testing

@testable import Website

@Suite struct FormDecodingTests {
  private func decode(_ text: String) throws -> [String] {
    try URLEncodedForm.decode(text.utf8).map { "\($0.name)=\($0.value)" }
  }

  @Test func readsWhatBrowsersSend() throws {
    #expect(try decode("name=%E5%BC%A0%E4%B6%AE&a+b=c%2Bd&empty=&&flag") == ["name=张䶮", "a b=c+d", "empty=", "flag="])
    #expect(try decode("t=a%0D%0Ab%0Dc") == ["t=a\nb\nc"])
    #expect(try decode("p=100%&q=%4&r=%zz") == ["p=100%", "q=%4", "r=%zz"])
    #expect(try decode("").isEmpty)
  }

  @Test(arguments: ["a=%FF", "a=%00", "a=%C0%80", "a=%ED%A0%80"])
  func refusesWhatIsNoText(body: String) {
    #expect(throws: FormRefusal.malformed) { try decode(body) }
  }

  @Test func limitsHoldExactly() throws {
    let three = Array("a=1&b=2&c=3".utf8)
    #expect(try URLEncodedForm.decode(three, fieldLimit: 3, sizeLimitBytes: three.count).count == 3)
    #expect(throws: FormRefusal.tooManyFields(limit: 2)) { try URLEncodedForm.decode(three, fieldLimit: 2) }
    #expect(throws: FormRefusal.tooLarge(limitBytes: 10)) { try URLEncodedForm.decode(three, sizeLimitBytes: 10) }
    let long = String(repeating: "n", count: WebsiteLimits.fieldNameBytes + 1)
    #expect(throws: FormRefusal.malformed) { try decode("\(long)=1") }
  }

  @Test func whatIsEncodedComesBack() throws {
    var chance = SeededGenerator(seed: 5)
    for _ in 0..<3000 {
      // NUL is refused and CR becomes LF; both have tests of their own.
      var text = ""
      text.unicodeScalars.append(contentsOf: chance.hostileText(upTo: 12).unicodeScalars.filter { $0 != "\0" && $0 != "\r" })
      let form = SubmittedForm(fields: try URLEncodedForm.decode("v=\(WebAddress.encoded(text))".utf8))
      #expect(form["v"].map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }
  }

  @Test func blanksAroundAValueAreDropped() {
    let form = SubmittedForm(fields: [("a", " \u{3000}张 三\n"), ("a", "x"), ("b", "  ")])
    #expect(form.trimmed("a") == "张 三" && form.trimmed("b") == "" && form.trimmed("c") == "")
    #expect(form.values("a").count == 2)
  }

  @Test func refusalsSayWhatToDo() {
    let refusals: [FormRefusal] = [
      .tooLarge(limitBytes: 1 << 20), .tooManyFields(limit: 5), .tooManyFiles(limit: 5), .malformed, .wrongType,
    ]
    #expect(Set(refusals.map(\.code)).count == refusals.count)
    for refusal in refusals { #expect(refusal.message.contains("没有保存") && refusal.hint.hasPrefix("请")) }
  }
}
