import CGPhoto
import Foundation
import Glibc
import Synchronization

/// A picture on a camera's card.
struct CameraPicture: Sendable, Hashable {
  /// By these it is known again: folders are called otherwise on another slot, and after the camera was switched on anew.
  struct Key: Sendable, Hashable {
    var name: String
    var byteCount: Int64
    /// Seconds since 1970 by the camera's clock; 0 when it does not say.
    var takenAt: Int64
  }

  var folder: String
  var key: Key
}

/// One camera through libgphoto2, on a thread of its own. Nothing on the camera is changed or deleted.
actor CameraLink {
  private nonisolated let thread = CameraThread()
  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  private let isEnding = EndFlag()
  private var context: OpaquePointer?
  private var abilities: OpaquePointer?
  private var camera: UnsafeMutablePointer<Camera>?
  /// A network camera's connections; nil for one at USB.
  private var sockets: [Int32]?

  deinit { thread.end() }

  /// A transfer that is under way breaks off.
  nonisolated func interrupt() { isEnding.raise() }

  /// Opens the camera.
  ///
  /// - Returns: its model.
  /// - Throws: `CameraRefusal`.
  func open(_ choice: CameraChoice) throws -> String {
    closeCamera()
    if context == nil { context = gp_context_new() }
    var ports: OpaquePointer?
    guard gp_port_info_list_new(&ports) == GP_OK else { throw CameraRefusal.library(GP_ERROR_NO_MEMORY) }
    defer { gp_port_info_list_free(ports) }
    gp_port_info_list_load(ports)
    let found = if let place = choice.place { place } else { try detect(ports, at: choice.port) }
    var fresh: UnsafeMutablePointer<Camera>?
    guard gp_camera_new(&fresh) == GP_OK, let fresh else { throw CameraRefusal.library(GP_ERROR_NO_MEMORY) }
    do {
      try describe(fresh, found, ports)
      let result = gp_camera_init(fresh, context)
      guard result == GP_OK else { throw CameraRefusal.opening(result, isNetwork: choice.isNetwork) }
    } catch {
      gp_camera_unref(fresh)
      // What the library began before it gave up stays open: after an hour of a busy camera no file could be opened any more.
      if let (address, ports) = choice.network { LeftSockets.found(to: address, ports: ports).forEach { Glibc.close($0) } }
      throw error
    }
    camera = fresh
    sockets = choice.network.map { LeftSockets.found(to: $0.address, ports: $0.ports) }
    keepOnCard()
    return found.model
  }

  /// What is at the USB ports: the first camera, or the one at a port.
  private func detect(_ ports: OpaquePointer?, at wanted: String?) throws -> CameraChoice.Place {
    var list: OpaquePointer?
    guard gp_list_new(&list) == GP_OK else { throw CameraRefusal.library(GP_ERROR_NO_MEMORY) }
    defer { gp_list_free(list) }
    guard gp_abilities_list_detect(try knownModels(), ports, list, context) == GP_OK else { throw CameraRefusal.notFound }
    let found = try (0..<gp_list_count(list)).map { at in
      CameraChoice.Place(
        model: try Self.text { gp_list_get_name(list, at, $0) }, port: try Self.text { gp_list_get_value(list, at, $0) })
    }
    let camera = found.first { wanted == nil ? $0.port.hasPrefix("usb:") : $0.port == wanted }
    if let camera { return camera }
    throw found.contains { $0.port.hasPrefix("disk:") } && wanted == nil ? CameraRefusal.actsAsDisk : .notFound
  }

  private static func text(_ call: (UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Int32) throws -> String {
    var found: UnsafePointer<CChar>?
    let result = call(&found)
    guard result == GP_OK, let found else { throw CameraRefusal.library(result) }
    return String(cString: found)
  }

  /// All models that the library knows; read once, because that opens each of its drivers.
  private func knownModels() throws -> OpaquePointer? {
    if let abilities { return abilities }
    var list: OpaquePointer?
    guard gp_abilities_list_new(&list) == GP_OK else { throw CameraRefusal.library(GP_ERROR_NO_MEMORY) }
    guard gp_abilities_list_load(list, context) == GP_OK else {
      gp_abilities_list_free(list)
      throw CameraRefusal.library(GP_ERROR_LIBRARY)
    }
    abilities = list
    return list
  }

  private func describe(
    _ camera: UnsafeMutablePointer<Camera>, _ place: CameraChoice.Place, _ ports: OpaquePointer?
  ) throws {
    let models = try knownModels()
    var ability = CameraAbilities()
    let at = gp_abilities_list_lookup_model(models, place.model)
    guard at >= 0, gp_abilities_list_get_abilities(models, at, &ability) == GP_OK,
      gp_camera_set_abilities(camera, ability) == GP_OK
    else { throw CameraRefusal.unknownModel(place.model) }
    var info: GPPortInfo?
    let port = gp_port_info_list_lookup_path(ports, place.port)
    guard port >= 0, gp_port_info_list_get_info(ports, port, &info) == GP_OK, let info,
      gp_camera_set_port_info(camera, info) == GP_OK
    else { throw CameraRefusal.unknownPort(place.port) }
  }

  /// Some makers' cameras keep a picture in their memory alone while a program listens: it would be gone with the cable.
  private func keepOnCard() {
    var setting: OpaquePointer?
    guard gp_camera_get_single_config(camera, "capturetarget", &setting, context) == GP_OK else { return }
    defer { gp_widget_free(setting) }
    for at in 0..<max(0, gp_widget_count_choices(setting)) {
      guard let choice = try? Self.text({ gp_widget_get_choice(setting, at, $0) }), choice.lowercased().contains("card") else {
        continue
      }
      if gp_widget_set_value(setting, choice) == GP_OK {
        gp_camera_set_single_config(camera, "capturetarget", setting, context)
      }
      return
    }
  }

  /// Asks the camera something small: whether it is there.
  ///
  /// - Throws: `CameraRefusal.lost`.
  func ping() throws {
    var storages: UnsafeMutablePointer<CameraStorageInformation>?
    var count: Int32 = 0
    let result = gp_camera_get_storageinfo(camera, &storages, &count, context)
    free(storages)
    // What it does not understand, or is too busy for, it answered all the same.
    guard !CameraRefusal.isOfTheWire(result) else { throw CameraRefusal.lost }
  }

  /// The JPEGs on the card, oldest first by the camera's clock.
  ///
  /// - Throws: `CameraRefusal`.
  func pictures() throws -> [CameraPicture] {
    var found: [CameraPicture] = []
    var folders = ["/"]
    while let folder = folders.popLast(), !isEnding.isRaised {
      let parent = folder == "/" ? "" : folder
      folders += try names { gp_camera_folder_list_folders(camera, folder, $0, context) }.map { parent + "/" + $0 }
      for name in try names({ gp_camera_folder_list_files(camera, folder, $0, context) }) {
        if let picture = try picture(name, in: folder) { found.append(picture) }
      }
    }
    return found.sorted { ($0.key.takenAt, $0.key.name) < ($1.key.takenAt, $1.key.name) }
  }

  private func names(_ call: (OpaquePointer?) -> Int32) throws -> [String] {
    var list: OpaquePointer?
    guard gp_list_new(&list) == GP_OK else { throw CameraRefusal.library(GP_ERROR_NO_MEMORY) }
    defer { gp_list_free(list) }
    let result = call(list)
    guard result == GP_OK else { throw CameraRefusal.working(result) }
    return try (0..<gp_list_count(list)).map { at in try Self.text { gp_list_get_name(list, at, $0) } }
  }

  /// A file's facts; nil when it is no JPEG (a raw file beside it, a film), or gone again.
  private func picture(_ name: String, in folder: String) throws -> CameraPicture? {
    guard FolderLook.isPicture(name), !name.contains("/"), name.utf8.count <= VisitDeskLimits.cameraNameBytes else {
      return nil
    }
    var info = CameraFileInfo()
    let result = gp_camera_file_get_info(camera, folder, name, &info, context)
    if Self.isGone(result) { return nil }
    guard result == GP_OK else { throw CameraRefusal.working(result) }
    let fields = info.file.fields.rawValue
    return CameraPicture(
      folder: folder,
      key: .init(
        name: name, byteCount: fields & GP_FILE_INFO_SIZE.rawValue != 0 ? Int64(clamping: info.file.size) : 0,
        takenAt: fields & GP_FILE_INFO_MTIME.rawValue != 0 ? Int64(info.file.mtime) : 0))
  }

  static func isGone(_ result: Int32) -> Bool {
    result == GP_ERROR_FILE_NOT_FOUND || result == GP_ERROR_DIRECTORY_NOT_FOUND
  }

  /// Waits for the shutter.
  ///
  /// - milliseconds: at most so long; over the network the library returns at once.
  /// - Returns: nil when no JPEG came.
  /// - Throws: `CameraRefusal`.
  func nextPicture(milliseconds: Int32) throws -> CameraPicture? {
    var kind = GP_EVENT_UNKNOWN
    var data: UnsafeMutableRawPointer?
    let result = gp_camera_wait_for_event(camera, milliseconds, &kind, &data, context)
    defer { free(data) }
    guard result == GP_OK else { throw CameraRefusal.working(result) }
    guard kind == GP_EVENT_FILE_ADDED, let data else { return nil }
    let path = data.assumingMemoryBound(to: CameraFilePath.self).pointee
    let (name, folder) = (Self.string(path.name), Self.string(path.folder))
    // What is heard is remembered with this machine's time; the card's list has the camera's, by which it is known again. A picture in the
    // camera's memory alone is on no list.
    if folder != "/" { gp_filesystem_reset(camera?.pointee.fs) }
    return try picture(name, in: folder)
  }

  private static func string<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// Writes a picture's bytes into an open file.
  ///
  /// - Returns: false when the picture is no more on the camera.
  /// - Throws: `CameraRefusal`.
  func fetch(_ picture: CameraPicture, into file: Int32) throws -> Bool {
    let sink = CameraSink(file: file, limitBytes: VisitDeskLimits.pictureBytes, isEnding: isEnding)
    let result = sink.receive { gp_camera_file_get(camera, picture.folder, picture.key.name, GP_FILE_TYPE_NORMAL, $0, context) }
    if sink.isUnwritable { throw CameraRefusal.unwritable }
    if Self.isGone(result) { return false }
    guard result == GP_OK else { throw CameraRefusal.working(result) }
    // A wire that broke where the library does not look.
    guard sink.byteCount >= picture.key.byteCount, sink.byteCount > 0 else { throw CameraRefusal.lost }
    return true
  }

  /// Lets the camera go.
  func close() {
    closeCamera()
    if let abilities { gp_abilities_list_free(abilities) }
    if let context { gp_context_unref(context) }
    (abilities, context) = (nil, nil)
  }

  private func closeCamera() {
    guard let camera else { return }
    self.camera = nil
    guard let sockets else {
      gp_camera_exit(camera, context)
      gp_camera_unref(camera)
      return
    }
    // libgphoto2 2.5.30 leaves a network camera by closing file 0 too, whosesoever that is by then, the database's perhaps: it is never
    // asked to. The camera's session ends with its connections; what the library keeps of it in memory stays.
    for socket in sockets { Glibc.close(socket) }
    self.sockets = nil
  }
}

/// Raised once, read from the thread that is busy.
final class EndFlag: Sendable {
  private let raised = Atomic(false)

  var isRaised: Bool { raised.load(ordering: .relaxed) }
  func raise() { raised.store(true, ordering: .relaxed) }
}
