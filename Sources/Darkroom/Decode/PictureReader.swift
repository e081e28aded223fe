import Glibc

/// Reads picture files: JPEG of every common kind, and PNG of 8 bits.
///
/// Everything else is a `DarkroomRefusal`. HEIC is refused by name: libheif decodes a file whose second half is blank without a word
/// (a damaged picture would pass for a whole one), cannot decode at a smaller scale, and starts threads of its own.
public enum PictureReader {
  /// What the file is; read from its head alone, checked against every limit.
  public static func header(of bytes: [UInt8]) throws -> PictureHeader { try open(bytes).header }

  /// Pixels at the wanted fineness, upright and sRGB.
  ///
  /// A file that the decoder only warns about is refused too: part of such a picture is invented.
  public static func decode(_ bytes: [UInt8], _ wish: DecodeWish = .firstLook) throws -> DecodedPicture {
    switch try open(bytes) {
    case .jpeg(let picture): try picture.decode(bytes, wish)
    case .png(let picture): try picture.decode(bytes, wish)
    }
  }

  /// The bytes of a file, whose size is looked at first.
  ///
  /// Errors never name the file: names are often identity numbers.
  public static func bytes(path: String) throws -> [UInt8] {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw DarkroomRefusal.unreadableFile }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw DarkroomRefusal.unreadableFile }
    let size = Int(facts.st_size)
    guard size > 0 else { throw DarkroomRefusal.empty }
    guard size <= DarkroomLimits.fileBytes else { throw DarkroomRefusal.tooManyBytes(DarkroomLimits.fileBytes) }
    var isRead = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, used in
      while used < size {
        let count = Glibc.read(file, buffer.baseAddress.map { $0 + used }, size - used)
        if count < 0, errno == EINTR { continue }
        isRead = count >= 0
        guard count > 0 else { return }
        used += count
      }
    }
    guard isRead else { throw DarkroomRefusal.unreadableFile }
    return bytes
  }

  private enum Picture {
    case jpeg(JPEGPicture)
    case png(PNGPicture)

    var header: PictureHeader {
      switch self {
      case .jpeg(let picture): picture.header
      case .png(let picture): picture.header
      }
    }
  }

  private static func open(_ bytes: [UInt8]) throws -> Picture {
    guard bytes.count <= DarkroomLimits.fileBytes else { throw DarkroomRefusal.tooManyBytes(DarkroomLimits.fileBytes) }
    let whole = PictureBytes(bytes)
    switch try PictureFormat.sniff(whole) {
    case .jpeg: return .jpeg(try JPEGPicture(whole))
    case .png: return .png(try PNGPicture(whole))
    }
  }
}
