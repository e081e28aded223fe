import GraduatePhotos

/// What checking a disc found.
public struct DiscReport: Sendable, Hashable {
  public enum Signature: Sendable, Hashable {
    /// Signed by the key that was given; holds the key's id.
    case valid(String)
    /// No key was given to check it with; holds the id of the key that is said to have signed.
    case unchecked(String)
    case wrong(String)
    /// There is no manifest that could be signed.
    case missing

    var isProven: Bool { if case .valid = self { true } else { false } }
  }

  public enum Problem: Sendable, Hashable {
    case manifestMissing
    case manifestUnreadable(ManifestRefusal)
    case manifestSignature
    /// In the manifest, and not on the disc.
    case missing(String)
    /// On the disc, and not in the manifest.
    case extra(String)
    /// Other bytes than the manifest says.
    case wrong(String)
    /// Cannot be read to its end.
    case unreadable(String)
    /// The archive's own records of a file.
    case record(String)
    /// The archive's or image's own structures: index, padding, length, or it was packed anew by another program.
    case structure
    /// An image without our seal: written by another program, or damaged just there.
    case sealMissing
    /// The seal's signature is not the given key's.
    case sealSignature
  }

  /// What was looked at.
  public var kind: DiscKind
  public var manifest: Manifest?
  public var signature: Signature
  /// In the order of the paths; those of the whole first.
  public var problems: [Problem]
  /// Files that are as the manifest says, and their bytes.
  public var rightFiles: Int
  public var rightBytes: Int

  public var isRight: Bool { problems.isEmpty && manifest != nil }
}

/// Forms that a delivery comes in.
public enum DiscKind: String, Sendable, Hashable {
  case folder, zip, lockedZip, image

  public var chineseName: String {
    switch self {
    case .folder: "文件夹"
    case .zip: "ZIP 压缩包"
    case .lockedZip: "加密 ZIP 压缩包"
    case .image: "光盘映像"
    }
  }
}

extension DiscReport.Problem {
  /// One sentence; a path may hold an identity number, so it is for whoever holds the disc.
  public var chineseText: String {
    switch self {
    case .manifestMissing: "没有清单 \(Manifest.fileName)，无法核对"
    case .manifestUnreadable(let refusal): refusal.message
    case .manifestSignature: "清单的签名不对：清单被改动过，或不是这个单位签发的"
    case .missing(let path): "缺少：\(path)"
    case .extra(let path): "多出：\(path)"
    case .wrong(let path): "内容不对：\(path)"
    case .unreadable(let path): "读不出来：\(path)"
    case .record(let path): "压缩包里的记录有损坏：\(path)"
    case .structure: "压缩包或光盘自身的结构和原件不同：有损坏，或被别的软件重新打包过"
    case .sealMissing: "光盘映像没有封签：不是原来的映像，或封签已损坏"
    case .sealSignature: "光盘封签的签名不对：映像被改动过，或不是这个单位签发的"
    }
  }

  /// What is shown first.
  var rank: Int {
    switch self {
    case .manifestMissing, .manifestUnreadable, .manifestSignature: 0
    case .sealMissing, .sealSignature, .structure: 1
    default: 2
    }
  }

  var path: String {
    switch self {
    case .missing(let path), .extra(let path), .wrong(let path), .unreadable(let path), .record(let path): path
    default: ""
    }
  }
}

extension DiscReport {
  /// The report as lines to read, what has to be done last.
  public var chineseLines: [String] {
    var lines: [String] = []
    if let head = manifest?.head {
      let volume = "第 \(head.volume)/\(head.volumeCount) 卷"
      lines.append("交付编号 \(head.deliveryNumber)　学校代码 \(head.institutionCode)　\(volume)　\(head.date.chinese)")
      lines.append("年度采集 \(head.campaign)")
    }
    switch signature {
    case .valid(let key): lines.append("签名正确（\(key)）")
    case .unchecked(let key): lines.append("没有核对签名：没有给出公钥（清单写明由 \(key) 签发）")
    case .wrong(let key): lines.append("签名不对（清单写明由 \(key) 签发）")
    case .missing: break
    }
    lines += problems.map(\.chineseText)
    if let manifest {
      // Whoever forges a disc forges its manifest too: without the key nothing is proven.
      let right = signature.isProven ? "全部正确" : "都与清单一致；签名没有核对，不能证明是总部签发的"
      let verdict = isRight ? right : "发现 \(problems.count) 处问题"
      lines.append("\(kind.chineseName)共 \(manifest.files.count) 个文件，\(rightFiles) 个完好，\(verdict)")
    }
    if !isRight { lines.append("请不要使用这份光盘或压缩包；重新复制或下载后再核对，仍不对请与总部联系补寄") }
    return lines.map(Self.visible)
  }

  /// Names on a disc are whatever somebody wrote there: none of them ends a line, moves a cursor or turns the order of letters.
  static func visible(_ line: String) -> String {
    var result = ""
    for scalar in line.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "〈U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)〉"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
