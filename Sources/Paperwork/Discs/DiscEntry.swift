import GraduatePhotos

/// A file of an archive, known before its bytes are: where it lies, how large it is and what it holds.
public struct DiscEntry: Sendable, Hashable {
  /// Relative, with `/`, code point for code point as it will be read.
  public var path: String
  /// 0…2^48.
  public var byteCount: Int
  /// The 32 bytes of its SHA-256.
  public var sha256: [UInt8]
  /// CRC-32 where it is known: the archive's head can be given out without reading the file first.
  public var checksum: UInt32?

  public init(path: String, byteCount: Int, sha256: [UInt8], checksum: UInt32? = nil) {
    self.path = path
    self.byteCount = byteCount
    self.sha256 = sha256
    self.checksum = checksum
  }

  /// A file that is at hand as a whole.
  public init(path: String, bytes: [UInt8]) {
    self.init(path: path, byteCount: bytes.count, sha256: SHA256Sum.of(bytes), checksum: CRC32.of(bytes))
  }
}

/// Gives bytes of an entry: its index, and a range of at most `DiscLimits.pieceBytes` inside it.
///
/// It must give exactly as many as asked for, the same ones each time.
public typealias DiscSource = (_ entry: Int, _ range: Range<Int>) async throws -> [UInt8]

/// Limits on everything that is read from or written to discs and archives; units in the names.
public enum DiscLimits {
  /// Bytes that are asked for, held and given out at once.
  public static let pieceBytes = 1 << 20
  /// Entries of one archive.
  public static let entries = 600_000
  /// Bytes of one entry.
  public static let entryBytes = 1 << 48
  /// Bytes of a path.
  public static let pathBytes = 1_000
  /// Characters of the password of an encrypted ZIP.
  public static let passwordCharacters = 8...64
  /// Zero bytes that a drive may give behind an image, for a disc that is read back.
  public static let runOutBytes = 4 << 20
  /// Unpacked bytes of one file of an archive that we did not write: no picture or table of ours is larger.
  public static let foreignFileBytes = 4 << 30
}

/// A file changed while it was being put into an archive, or the store gave other bytes than were asked for: a fault, not a refusal.
public struct DiscSourceFault: Error, Hashable, CustomStringConvertible {
  /// The entry's index; its path may hold an identity number.
  public let entry: Int
  public var description: String { "entry \(entry) gave other bytes than it was planned with" }
}

/// Why an archive cannot be written or opened.
public enum DiscRefusal: Refusal, Hashable {
  case tooManyEntries(Int)
  /// Holds the entry's index.
  case path(Int)
  case passwordForm
  case notFound
  case notReadable
  case neitherDiscNorArchive
  case passwordNeeded
  case wrongPassword
  case publicKeyForm

  public var code: String {
    switch self {
    case .tooManyEntries: "disc.too-many-entries"
    case .path: "disc.path"
    case .passwordForm: "disc.password-form"
    case .notFound: "disc.not-found"
    case .notReadable: "disc.not-readable"
    case .neitherDiscNorArchive: "disc.neither-disc-nor-archive"
    case .passwordNeeded: "disc.password-needed"
    case .wrongPassword: "disc.wrong-password"
    case .publicKeyForm: "disc.public-key-form"
    }
  }

  public var message: String {
    switch self {
    case .tooManyEntries(let count): "有 \(count) 个文件，一个压缩包最多 \(DiscLimits.entries) 个"
    case .path(let index): "第 \(index + 1) 个文件的路径或大小不能写进压缩包或光盘"
    case .passwordForm:
      "压缩包的密码要有 \(DiscLimits.passwordCharacters.lowerBound) 至 \(DiscLimits.passwordCharacters.upperBound) 个字符，只用英文字母、数字和英文标点"
    case .notFound: "找不到要核对的文件夹或文件"
    case .notReadable: "打不开要核对的文件夹或文件"
    case .neitherDiscNorArchive: "这既不是光盘映像（.iso），也不是 ZIP 压缩包或文件夹"
    case .passwordNeeded: "这个压缩包加了密码"
    case .wrongPassword: "密码不对"
    case .publicKeyForm: "公钥应为 64 位十六进制数"
    }
  }

  public var hint: String {
    switch self {
    case .notFound: "请核对路径；光盘要先放进光驱并打开一次"
    case .notReadable: "请核对是否有读取权限，光盘是否放好"
    case .neitherDiscNorArchive: "请选择交付的光盘、映像或压缩包；文件损坏严重时请重新下载或请总部重寄"
    case .passwordNeeded: "请写上密码再核对"
    case .wrongPassword: "请核对密码的大小写；密码随另一封信寄送"
    default: ""
    }
  }
}
