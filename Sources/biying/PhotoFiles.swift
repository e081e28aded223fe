import Darkroom
import Foundation
import GraduatePhotos

/// A picture that a command works on.
struct PhotoFile: Sendable, Hashable {
  /// As reports name it: what was written on the command line, or a path below a folder that was.
  let name: String
  var path: String { name }

  /// Name without folders and ending.
  var stem: String { URL(filePath: name).deletingPathExtension().lastPathComponent }
}

/// Finds the pictures that are meant.
enum PhotoFiles {
  /// Endings of what cameras and scanners write; another file that is named itself is tried all the same.
  private static let endings: Set<String> = ["jpg", "jpeg", "jpe", "png"]

  /// Files as they were given; folders become the pictures inside, by name, hidden ones left out.
  ///
  /// - Throws: `PhotoCommandRefusal.noPictures` when a folder has none.
  static func found(_ places: [String]) throws -> [PhotoFile] {
    try places.flatMap { place in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else {
        return [PhotoFile(name: place)]
      }
      let base = place.hasSuffix("/") ? place : place + "/"
      let inside = FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String } ?? []
      let pictures = inside.filter { name in
        endings.contains(URL(filePath: name).pathExtension.lowercased())
          && !name.split(separator: "/").contains { $0.hasPrefix(".") }
      }
      guard !pictures.isEmpty else { throw PhotoCommandRefusal.noPictures(folder: place) }
      return pictures.sorted().map { PhotoFile(name: base + $0) }
    }
  }
}

/// Why a command about pictures does not begin.
enum PhotoCommandRefusal: Refusal, Equatable {
  case noPictures(folder: String)
  /// Neither a known standard nor a file.
  case unknownStandard(String, known: [String])
  case unreadableStandard(path: String)
  case unknownCheck(String)
  /// Two pictures would be written to one file.
  case sameName(String)
  case exists(path: String)
  case cannotWrite(path: String)
  /// No face to compare.
  case noFace(file: String)
  /// Why a file that was named cannot be compared.
  case unreadable(file: String, DarkroomRefusal)

  var code: String {
    switch self {
    case .noPictures: "photo.no-pictures"
    case .unknownStandard: "photo.unknown-standard"
    case .unreadableStandard: "photo.unreadable-standard"
    case .unknownCheck: "photo.unknown-check"
    case .sameName: "photo.same-name"
    case .exists: "photo.exists"
    case .cannotWrite: "photo.cannot-write"
    case .noFace: "photo.no-face"
    case .unreadable(_, let refusal): refusal.code
    }
  }

  var message: String {
    switch self {
    case .noPictures(let folder): "文件夹 \(folder) 里没有 JPEG 或 PNG 图片"
    case .unknownStandard(let name, _): "没有叫「\(name)」的照片规范，也没有这个文件"
    case .unreadableStandard(let path): "照片规范文件 \(path) 读不出来"
    case .unknownCheck(let name): "没有叫「\(name)」的检测"
    case .sameName(let name): "有两张照片都会写成 \(name)"
    case .exists(let path): "文件 \(path) 已经存在"
    case .cannotWrite(let path): "文件 \(path) 写不进去"
    case .noFace(let file): "\(file) 里没有找到人脸，不能比较"
    case .unreadable(let file, let refusal): "\(file)：\(refusal.message)"
    }
  }

  var hint: String {
    switch self {
    case .noPictures: "请核对文件夹；其他格式请先另存为 JPEG"
    case .unknownStandard(_, let known): "随程序提供的规范：\(known.joined(separator: "、"))；也可以写规范文件的路径"
    case .unreadableStandard: "请核对文件名和权限"
    case .unknownCheck: "名称见 docs/photo-checks.md，例如 eyes-open"
    case .sameName: "请分几次写到不同的文件夹"
    case .exists: "请换一个文件夹，或加上 --overwrite"
    case .cannotWrite: "请核对文件夹是否存在、是否有权限、磁盘是否已满"
    case .noFace: "请换一张正面照片"
    case .unreadable(_, let refusal): refusal.hint
    }
  }
}
