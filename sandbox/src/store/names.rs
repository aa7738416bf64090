//! The words that generated data is made of. All of it is invented; addresses are those reserved for documentation
//! (<https://www.rfc-editor.org/rfc/rfc5737#section-3>).

/// Names of users, half of them Chinese. A number is added to those that are used again.
pub(super) const USERS: [&str; 32] = [
    "zhang.san",
    "张伟",
    "li.si",
    "王芳",
    "wang.wu",
    "李娜",
    "zhao.liu",
    "刘洋",
    "ann.lee",
    "陈静",
    "bob.stone",
    "杨帆",
    "carla.diaz",
    "黄磊",
    "david.kim",
    "周敏",
    "emma.silva",
    "吴强",
    "farid.aziz",
    "徐丽",
    "grace.hall",
    "孙健",
    "hugo.lima",
    "马超",
    "ines.costa",
    "朱琳",
    "jack.o'neil",
    "胡军",
    "kim.nguyen",
    "郭婷",
    "lars_berg",
    "何勇",
];

/// Domains of users.
pub(super) const DOMAINS: [&str; 3] = ["example.com", "corp.example.com", "example.org"];

/// Enterprise projects. `0` is the default one of every account.
pub(super) const ENTERPRISE_PROJECTS: [&str; 3] = [
    "0",
    "0b7f1d52-6a3c-4a9e-9d1e-5f2c8a7b6e01",
    "c4e8a2f0-91d7-4b35-8f60-2d3e4c5b6a02",
];

/// Systems that users log in from, with how many of 100 connections each has.
pub(super) const TERMINALS: [(&str, u32); 7] = [
    ("Windows 10", 34),
    ("Windows 11", 28),
    ("macOS 14", 12),
    ("Android 14", 9),
    ("iOS 17", 7),
    ("Ubuntu 22.04", 6),
    ("Thin client", 4),
];

/// Streamed applications.
pub(super) const APPLICATIONS: [&str; 6] = [
    "AutoCAD",
    "Excel",
    "MATLAB",
    "Photoshop",
    "SAP GUI",
    "财务软件",
];

/// The first three parts of public addresses.
pub(super) const NETWORKS: [&str; 3] = ["192.0.2", "198.51.100", "203.0.113"];
