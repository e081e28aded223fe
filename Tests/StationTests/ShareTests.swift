import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// The folder on the network for a Windows laptop with tethering software: a real Samba with the configuration that ships.
@Suite(.serialized) struct ShareTests {
  private struct Share {
    let watched: WatchedShare
    let server: ShareServer

    init() async throws {
      watched = try await WatchedShare("tether")
      let place = watched.place
      let port = try ShareServer.freePort()
      // A machine's own Samba is left alone: passwords and state lie in a folder of the test.
      let folders = ["private dir", "lock directory", "state directory", "cache directory", "pid directory", "ncalrpc dir"].map
      {
        "  \($0) = \(place.path($0.replacing(" ", with: "-")))\n"
      }
      let config = try watched.shipped(
        "smb.conf",
        replacing: [
          ("CREW-NET", "127.0.0.1/8"), ("/srv/pictures/tether", watched.folder),
          ("valid users = tether", "valid users = \(WatchedShare.user)"), ("smb ports = 445", "smb ports = \(port)"),
        ], adding: "\n[global]\n" + folders.joined())
      for name in ["private-dir", "lock-directory", "state-directory", "cache-directory", "pid-directory", "log"] {
        try await ShareServer.must(ShareServer.asRoot(["/usr/bin/install", "-d", "-m", "755", place.path(name)]))
      }
      for (user, password) in [(WatchedShare.user, "camera-password"), ("news", "news-password")] {
        try await ShareServer.must(
          ShareServer.asRoot(["/usr/bin/pdbedit", "-s", config, "-a", "-t", "-u", user]),
          input: "\(password)\n\(password)\n")
      }
      server = try await ShareServer(
        ["/usr/sbin/smbd", "-F", "--no-process-group", "-s", config, "-l", place.path("log"), "-p", "\(port)"] + folders,
        port: port)
    }

    func client(
      _ commands: String, user: String = WatchedShare.user, password: String = "camera-password", more: [String] = []
    ) async throws -> ShareServer.Outcome {
      try await ShareServer.run(
        ["/usr/bin/smbclient", "//127.0.0.1/pictures", "-s", "/dev/null", "-p", "\(server.port)", "-U", "\(user)%\(password)"]
          + more
          + ["-c", commands])
    }

    func end() async throws {
      // Samba's helper for lists of shares makes itself a group of its own, and names its program in the folder.
      let helper = watched.place.path("pid-directory/samba-dcerpcd.pid")
      _ = try await ShareServer.run(ShareServer.asRoot(["/usr/bin/pkill", "--pidfile", helper]))
      try await server.end()
      try await watched.end()
    }
  }

  @Test("Sent again after half of it, or under a temporary name: each picture is taken once, as it was sent")
  func pictures() async throws {
    let share = try await Share()
    let watched = share.watched
    let (first, second) = (try watched.bench.shot(0), try StationBench.picture("smile/\(watched.bench.faces[0])"))
    let half = try watched.picture("half.jpg", first.prefix(first.count / 2))
    let whole = try watched.picture("whole.jpg", first)
    let other = try watched.picture("other.jpg", second)

    #expect(try await share.client("put \(half) DSC_0001.JPG").isGood)
    // The station looks twice a second.
    try await Task.sleep(for: .milliseconds(1_200))
    #expect(await watched.desk.view.shots == 0)
    #expect(try await share.client("put \(whole) DSC_0001.JPG").isGood)
    #expect(watched.hashes(try await watched.desk.log(withShots: 1)) == [StationDarkroom.hash(of: first)])

    #expect(try await share.client("put \(other) DSC_0002.JPG.tmp").isGood)
    try await Task.sleep(for: .milliseconds(1_200))
    #expect(await watched.desk.view.shots == 1)
    #expect(try await share.client("rename DSC_0002.JPG.tmp DSC_0002.JPG").isGood)
    _ = try await watched.desk.log(withShots: 2)
    // A tethering program reads and renames what it sent; the station knows the picture again.
    #expect(
      try await share.client("get DSC_0001.JPG \(watched.bench.folder.path("back.jpg")); rename DSC_0001.JPG A.JPG").isGood)
    try await watched.desk.says(.sameFileAgain)
    #expect(
      watched.hashes(await watched.desk.view.log)
        == Set([first, second].map { StationDarkroom.hash(of: $0) }))
    #expect(await watched.desk.view.shots == 2)
    #expect(watched.isForTheStationAlone("A.JPG") && watched.isForTheStationAlone("DSC_0002.JPG"))
    try await share.end()
  }

  @Test("Only this login, only encrypted, only this folder")
  func refusals() async throws {
    let share = try await Share()
    let watched = share.watched
    #expect(try await share.client("ls").isGood)
    #expect(try await share.client("ls", password: "wrong-password").text.contains("NT_STATUS_LOGON_FAILURE"))
    #expect(try await share.client("ls", user: "", password: "").text.contains("NT_STATUS_ACCESS_DENIED"))
    #expect(try await share.client("ls", user: "nobody-here", password: "guess").text.contains("NT_STATUS_LOGON_FAILURE"))
    // A login of this Samba that the folder is not for.
    #expect(try await share.client("ls", user: "news", password: "news-password").text.contains("NT_STATUS_ACCESS_DENIED"))
    #expect(try await !share.client("ls", more: ["-m", "SMB2_10"]).isGood)
    #expect(try await !share.client("ls", more: ["-m", "NT1", "--option=client min protocol=NT1"]).isGood)

    let secret = watched.place.path("pictures/secret.jpg")
    try Data("not for the laptop".utf8).write(to: URL(filePath: secret))
    try FileManager.default.createSymbolicLink(atPath: watched.folder + "/link.jpg", withDestinationPath: secret)
    let back = watched.bench.folder.path("back.jpg")
    for name in ["../secret.jpg", "..\\secret.jpg", "link.jpg"] {
      #expect(try await !share.client("get \(name) \(back)").isGood, "\(name) was read")
    }
    #expect(!FileManager.default.fileExists(atPath: back))
    let listing = try await ShareServer.run([
      "/usr/bin/smbclient", "-L", "127.0.0.1", "-s", "/dev/null", "-p", "\(share.server.port)", "-U",
      "\(WatchedShare.user)%camera-password", "-g",
    ])
    #expect(
      listing.text.split(separator: "\n").filter { $0.hasPrefix("Disk|") }.map { $0.split(separator: "|")[1] } == ["pictures"])
    try await share.end()
  }
}
