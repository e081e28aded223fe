import GraduatePhotos

extension VerificationFile {
  /// What stands between the content and its hash.
  static let sealOpening = Array("\n,\"sha256\":\"".utf8)
  static let sealClosing = Array("\"}\n".utf8)

  /// The file as the page writes it, byte for byte.
  public var bytes: [UInt8] {
    var text = ScriptText()
    text.raw("{\"format\":")
    text.text(Self.format)
    text.raw(",\"version\":")
    text.number(Self.version)
    text.raw("\n,\"disc\":")
    write(disc, to: &text)
    text.raw("\n,\"checkers\":")
    text.texts(checkers)
    text.raw(",\"savedAt\":")
    text.number(savedAt)
    if let unmatchedRosterRows {
      text.raw(",\"unmatchedRosterRows\":")
      text.number(unmatchedRosterRows)
    }
    text.raw("\n,\"classes\":")
    text.list(classes) { text, count in
      text.raw("\n{\"id\":")
      text.text(count.id)
      for (name, value) in [("people", count.people), ("right", count.right), ("found", count.found), ("open", count.open)] {
        text.member(name)
        text.number(value)
      }
      text.raw("}")
    }
    text.raw("\n,\"people\":")
    text.list(people) { text, person in person.write(to: &text) }
    return text.bytes + Self.sealOpening + Self.hash(text.bytes[...]) + Self.sealClosing
  }

  /// The hash's 64 hex digits.
  static func hash(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(HexText.write(SHA256Sum.of(Array(bytes))).utf8)
  }

  private func write(_ disc: Disc, to text: inout ScriptText) {
    let members = [
      ("id", disc.id), ("number", disc.number), ("batch", disc.batch), ("contents", disc.contents),
      ("mode", disc.mode.rawValue),
      ("institutionCode", disc.institutionCode), ("institutionName", disc.institutionName),
    ]
    for (index, member) in members.enumerated() {
      if index == 0 { text.raw("{\"id\":") } else { text.member(member.0) }
      text.text(member.1)
    }
    text.raw("}")
  }
}

extension PersonVerdict {
  fileprivate func write(to text: inout ScriptText) {
    text.raw("\n{\"id\":")
    text.text(id)
    text.member("class")
    text.text(classID)
    text.member("verdicts")
    text.texts(verdicts.map(\.rawValue))
    if !photoFaults.isEmpty {
      text.member("photo")
      text.texts(photoFaults.map(\.rawValue))
    }
    if !corrections.isEmpty {
      text.member("data")
      text.list(corrections) { text, correction in
        text.raw("{\"field\":")
        text.text(correction.column.rawValue)
        text.member("old")
        text.text(correction.old)
        text.member("new")
        text.text(correction.new)
        text.raw("}")
      }
    }
    if let partner {
      text.raw(",\"partner\":{\"number\":")
      text.text(partner.number)
      if let id = partner.id {
        text.member("id")
        text.text(id)
      }
      text.raw("}")
    }
    if !note.isEmpty {
      text.member("note")
      text.text(note)
    }
    text.member("look")
    text.number(look.rawValue)
    if isOfTheRest { text.raw(",\"rest\":true") }
    text.member("checker")
    text.number(checker)
    text.member("at")
    text.number(at)
    text.raw("}")
  }
}

extension ScriptText {
  fileprivate mutating func member(_ name: String) {
    raw(",")
    text(name)
    raw(":")
  }
}
