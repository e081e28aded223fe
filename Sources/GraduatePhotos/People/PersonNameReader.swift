/// One reading of one name: first the tidying, then a look at each code point.
struct PersonNameReader {
  private var scalars: [Unicode.Scalar]
  private var findings: [NameFinding] = []

  init(_ text: String) { scalars = Array(text.trimmed.unicodeScalars) }

  mutating func read() -> PersonNameReading {
    guard !scalars.isEmpty else { return PersonNameReading(name: nil, findings: [NameFinding(.empty)]) }
    tidyWidth()
    tidyInterpuncts()
    tidySpaces()
    var position = 0
    while position < scalars.count { position += examine(at: position) }
    let value = string(of: scalars)
    if GB18030.byteCount(of: value) > PersonName.maximumBytes { findings.append(NameFinding(.tooLong)) }
    if scalars.count == 1, findings.isEmpty { findings.append(NameFinding(.singleCharacter)) }
    let isRefused = findings.contains { $0.severity == .error }
    return PersonNameReading(name: isRefused ? nil : PersonName(stored: value), findings: findings)
  }

  /// Full-width Latin letters and spaces are a matter of the keyboard, not of the name.
  private mutating func tidyWidth() {
    for index in scalars.indices {
      let half = scalars[index].halfWidth
      if half.isASCIILetter || half == " " { scalars[index] = half }
      if scalars[index].value == 0xA0 { scalars[index] = " " }
    }
  }

  private mutating func tidyInterpuncts() {
    for index in scalars.indices {
      let scalar = scalars[index]
      let isASCIIDotAmongHan = scalar == "." && (isHan(at: index - 1) || isHan(at: index + 1))
      guard scalar.isInterpunctVariant || isASCIIDotAmongHan, scalar.value != 0xB7 else { continue }
      scalars[index] = "·"
      if !findings.contains(where: { $0.kind == .interpunct }) {
        findings.append(NameFinding(.interpunct, position: index + 1, scalar: scalar))
      }
    }
  }

  /// Removes spaces that touch a Han character or an interpunct; runs of inner Latin spaces become one.
  private mutating func tidySpaces() {
    guard scalars.contains(" ") else { return }
    var kept: [Unicode.Scalar] = []
    var removed = false
    for (index, scalar) in scalars.enumerated() {
      if scalar == " " {
        let next = scalars[(index + 1)...].first { $0 != " " }
        if kept.last.map(repelsSpace) == true || next.map(repelsSpace) == true || kept.last == " " {
          removed = true
          continue
        }
      }
      kept.append(scalar)
    }
    scalars = kept
    if removed { findings.append(NameFinding(.spaces)) }
  }

  private func repelsSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isHanLike || scalar.value == 0xB7 || scalar.isMissingMark
  }

  private func isHan(at index: Int) -> Bool { scalars.indices.contains(index) && scalars[index].isHanLike }

  /// Looks at the code point there; returns how many were dealt with.
  private mutating func examine(at index: Int) -> Int {
    let scalar = scalars[index]
    let position = index + 1
    if scalar.isHan || scalar.value == 0xB7 { return 1 }
    if scalar.isMissingMark { return skip(from: index, .missingCharacter) { $0.isMissingMark } }
    if scalar.halfWidth.isASCIIDigit { return examineDigits(at: index) }
    if scalar.isLatinLetter { return examineLatin(at: index) }
    let proposal = StandardCharacter.proposal(for: scalar)
    switch scalar.value {
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF:
      findings.append(NameFinding(.privateUse, position: position, scalar: scalar, proposal: proposal))
    case 0x2E80...0x2FDF, 0x31C0...0x31EF:
      findings.append(NameFinding(.radical, position: position, scalar: scalar, proposal: proposal))
    case 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      findings.append(NameFinding(.compatibility, position: position, scalar: scalar, proposal: proposal))
    default: examineOther(scalar, position: position)
    }
    return 1
  }

  private mutating func examineOther(_ scalar: Unicode.Scalar, position: Int) {
    let isBetweenLatin = position > 1 && position < scalars.count && scalars[position - 2].isLatinLetter
    switch scalar {
    case " ": return
    case "-", "'", ".", "’", ",":
      if isBetweenLatin || (scalar == "." && position > 1 && scalars[position - 2].isLatinLetter) { return }
    default: break
    }
    if scalar.isBlank {
      findings.append(NameFinding(.control, position: position, scalar: scalar))
    } else if scalar.properties.isAlphabetic || scalar.properties.isVariationSelector
      || scalar.properties.generalCategory == .nonspacingMark
    {
      findings.append(NameFinding(.unusual, position: position, scalar: scalar))
    } else {
      findings.append(NameFinding(.punctuation, position: position, scalar: scalar))
    }
  }

  /// A run of zeros only (`0000`, `00`) is how forms wrote a missing character; other digits have no place in a name.
  private mutating func examineDigits(at index: Int) -> Int {
    let run = scalars[index...].prefix { $0.halfWidth.isASCIIDigit }
    let isMissing = run.count >= 2 && run.allSatisfy { $0.halfWidth == "0" }
    findings.append(NameFinding(isMissing ? .missingCharacter : .digit, position: index + 1, scalar: run.first))
    return run.count
  }

  private mutating func examineLatin(at index: Int) -> Int {
    let run = scalars[index...].prefix(while: \.isLatinLetter)
    let touchesHan = isHan(at: index - 1) || isHan(at: index + run.count)
    let isCapital = run.allSatisfy { $0.value >= 0x41 && $0.value <= 0x5A }
    if touchesHan {
      findings.append(NameFinding(isCapital ? .pinyin : .unusual, position: index + 1, scalar: run.first))
    }
    return run.count
  }

  private mutating func skip(from index: Int, _ kind: NameFinding.Kind, _ belongs: (Unicode.Scalar) -> Bool) -> Int {
    findings.append(NameFinding(kind, position: index + 1, scalar: scalars[index]))
    return scalars[index...].prefix(while: belongs).count
  }

  private func string(of scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
