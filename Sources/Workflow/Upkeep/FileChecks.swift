import Foundation
import Storage

/// Whether the files are what their names and rows say.
extension OpenCenter {
  func fileChecks(isDeep: Bool) -> [Check] {
    [
      Check(id: "photos.bytes", title: "照片和文件的内容") { [self] in try await checkBytes(isDeep: isDeep) },
      Check(id: "photos.missing", title: "记录所指的文件都在") { [self] in try await checkMissing() },
      Check(id: "photos.orphans", title: "没有无主的文件") { [self] in try await checkOrphans() },
      Check(id: "spool", title: "待确认的名单") { [self] in try await checkSpool() },
      Check(id: "folder.mode", title: "数据文件夹的权限") { [self] in checkModes() },
    ]
  }

  private func checkBytes(isDeep: Bool) async throws -> Check.Outcome {
    let remedy = "请从备份取回这些文件：biying restore 到另一个文件夹，再把同名文件复制到 photos 里"
    if isDeep {
      let report = try await center.photos.verify()
      if !report.corrupt.isEmpty { return .wrong("内容与名称不符：\(fewOf(report.corrupt.map(\.hex), "个"))", remedy) }
      if !report.strangers.isEmpty { return .wrong("照片文件夹里有外来的文件 \(report.strangers.count) 个", "请把它们移走") }
      return .right("\(report.photos) 个文件全部读过，内容无误，共 \(megabytes(report.bytes))")
    }
    var corrupt: [String] = []
    let sample = try await samplePhotos(UpkeepLimits.sampledFiles)
    for hash in sample {
      do { _ = try await center.photos.read(hash) } catch PhotoStoreError.corrupt {
        corrupt.append(hash.hex)
      } catch PhotoStoreError.missing {
        // The next check's business.
      }
    }
    let looked = sample.count
    if !corrupt.isEmpty { return .wrong("内容与名称不符：\(fewOf(corrupt, "个"))", remedy) }
    return .right(
      looked < UpkeepLimits.sampledFiles ? "\(looked) 个文件全部读过，内容无误" : "随机读了 \(looked) 个文件，内容无误；加 --deep 全部检查")
  }

  private func checkMissing() async throws -> Check.Outcome {
    var missing: [String] = []
    let named = try await center.records.read { try $0.namedFiles() }
    for hash in named where try await !center.photos.exists(hash) { missing.append(hash.hex) }
    guard missing.isEmpty else { return .wrong("缺少 \(fewOf(missing, "个"))", "请从备份取回这些文件，复制到 photos 里相同的位置") }
    return .right("\(named.count) 个文件都在")
  }

  private func checkOrphans() async throws -> Check.Outcome {
    let orphans = try await orphans()
    guard !orphans.isEmpty else { return .right("没有") }
    let bytes = orphans.reduce(0) { $0 + $1.bytes }
    return .wrong(
      "\(orphans.count) 个文件没有记录提到，共 \(megabytes(bytes))", "这是中断的上传留下的，不影响使用；执行 biying doctor --sweep 清理")
  }

  /// Rows and sealed files of uploads agree.
  ///
  /// Names are read before rows, and what seems lost is looked at again: a file comes before its row and goes after it.
  private func checkSpool() async throws -> Check.Outcome {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.spoolPath)
    let waiting = try await waitingUploads()
    let unseen = waiting.filter { FolderFiles.status(spoolPath(of: $0)) == nil }
    let lost = unseen.isEmpty ? [] : try await waitingUploads().intersection(unseen)
    guard lost.isEmpty else { return .wrong("\(lost.count) 份名单的文件不见了", "请相关院校重新上传名单") }
    let left = names.filter { name in
      guard !waiting.contains(String(name.prefix { $0 != "." })) else { return false }
      return FolderFiles.status(folder.spoolPath + "/" + name).map { $0.ageSeconds > UpkeepLimits.orphanAgeSeconds } ?? false
    }
    guard left.isEmpty else { return .wrong("\(left.count) 个上传文件没有记录提到", "执行 biying doctor --sweep 清理") }
    return .right("等候确认 \(waiting.count) 份")
  }

  /// Nobody else may enter the folders, nor read what lies at their top: rows, settings with passwords in them, keys.
  private func checkModes() -> Check.Outcome {
    let keysFolder = PrivateFile.folder(of: keysPath)
    for path in [folder.path, folder.photosPath, folder.spoolPath, keysFolder] {
      guard let mode = FolderFiles.mode(path) else { return .wrong("找不到 \(path)", "请从备份恢复") }
      guard mode & 0o077 == 0 else { return .wrong("别的用户也能进入 \(path)", "请执行 chmod 700 \(path)") }
    }
    for place in [folder.path, keysFolder] {
      for name in ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted() {
        let path = place + "/" + name
        guard let mode = FolderFiles.mode(path), mode & S_IFMT == S_IFREG, mode & 0o077 != 0 else { continue }
        return .wrong("别的用户也能读 \(path)", "请执行 chmod 600 \(path)")
      }
    }
    return .right("只有本服务的用户能读")
  }

  /// Some of all files by chance, each as likely as the other, so that months of checks come round to all.
  func samplePhotos(_ count: Int) async throws -> [PhotoHash] {
    var sample: [PhotoHash] = []
    var seen: UInt64 = 0
    for try await hash in center.photos.list() {
      seen += 1
      guard sample.count >= count else {
        sample.append(hash)
        continue
      }
      let drawn = center.chance.bytes(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) } % seen
      if drawn < UInt64(count) { sample[Int(drawn)] = hash }
    }
    return sample
  }
}

extension OpenCenter {
  /// Files that no row names and that are older than a day.
  func orphans() async throws -> [(hash: PhotoHash, bytes: Int64)] {
    // Listed first: a file that comes later belongs to work under way.
    var listed: [PhotoHash] = []
    for try await hash in center.photos.list() { listed.append(hash) }
    let named = try await center.records.read { try $0.namedFiles() }
    return listed.compactMap { hash in
      guard !named.contains(hash), let status = FolderFiles.status(photoPath(hash)) else { return nil }
      return status.ageSeconds > UpkeepLimits.orphanAgeSeconds ? (hash, status.bytes) : nil
    }
  }

  func photoPath(_ hash: PhotoHash) -> String {
    "\(folder.photosPath)/\(hash.hex.prefix(2))/\(hash.hex.dropFirst(2).prefix(2))/\(hash.hex)"
  }

  /// Removes what interrupted uploads left: orphans older than a day, in the photo store and in the spool.
  ///
  /// - Returns: how many files went.
  /// - Throws: `BackupRefusal.underWay` while a back-up copies.
  public func sweepOrphans(by operator: MachineOperator) async throws -> Int {
    guard let erasing = try FolderLock.take(.erasing, of: folder) else { throw BackupRefusal.underWay }
    var gone = 0
    for orphan in try await orphans() {
      try await center.photos.delete(orphan.hash)
      gone += 1
    }
    if let disk = center.photos as? DiskPhotoStore { gone += try await disk.sweep() }
    gone += try await sweepSpool()
    withExtendedLifetime(erasing) {}
    return gone
  }
}

extension Transaction {
  /// Every file of the photo store that a row names.
  func namedFiles() throws -> Set<PhotoHash> {
    var named: Set<PhotoHash> = []
    for table in ["document"] + SealedFiles.all.map(\.table) {
      try sql.forEachRow("SELECT stored_hash FROM \(table)") { row in
        if let hash = PhotoHash(try row.text("stored_hash")) { named.insert(hash) }
      }
    }
    return named
  }
}

/// 「12.3 MB」.
func megabytes(_ bytes: Int64) -> String {
  bytes < 1 << 30 ? "\(tenths(bytes * 10 / (1 << 20))) MB" : "\(tenths(bytes * 10 / (1 << 30))) GB"
}

private func tenths(_ number: Int64) -> String { "\(number / 10).\(number % 10)" }
