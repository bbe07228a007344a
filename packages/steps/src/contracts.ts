// Generated from action.yml and actions/*/action.yml by `npm run build`. Edit those.

/** Inputs and outputs of every step, as its action.yml says. */
export const contracts = {
  "deliver": {
    "description": "Build, publish, promote, deploy and register one package in one step",
    "inputs": {
      "manifest": {
        "description": "Path of the manifest in the workspace. Its folder is the folder that is packed.",
        "required": false,
        "default": "towpath.yaml"
      },
      "compression": {
        "description": "`gzip` or `zstd`.",
        "required": false,
        "default": "gzip"
      },
      "prerelease": {
        "description": "Turns the version into a prerelease of it: `pr.12.3` makes 1.4.0 into 1.4.0-pr.12.3.",
        "required": false,
        "default": ""
      },
      "upload-artifact": {
        "description": "`true`, `false`, or `auto`: upload what publish needs as an artifact where the artifact service is there.",
        "required": false,
        "default": "auto"
      },
      "override": {
        "description": "Gates to set aside, in lines or with commas: `contract` at publish, and those of promote. Needs `reason`.",
        "required": false,
        "default": ""
      },
      "reason": {
        "description": "Why, for those who read the history.",
        "required": false,
        "default": ""
      },
      "environment": {
        "description": "Environment to promote to and deploy. Without it the path ends with publish.",
        "required": false,
        "default": ""
      },
      "spec": {
        "description": "Path of the environment spec. The default is `environments/<environment>.yaml`.",
        "required": false,
        "default": ""
      },
      "dry-run": {
        "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
        "required": false,
        "default": "false"
      },
      "take-over": {
        "description": "`true` takes the lease of another run that you know is over; `hosts` takes hosts whose last revision this store does not know, as after it was restored from a backup; `true, hosts` takes both.",
        "required": false,
        "default": "false"
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "package": "Path of the package, below `.towpath/` of the workspace.",
      "size-bytes": "Size of the package in bytes.",
      "name": "Name of the package.",
      "version": "Version of the package.",
      "digest": "Digest of the manifest in the package store.",
      "reference": "Where the package is: `<repository>@<digest>`.",
      "already-published": "`true` when the same content had been published before.",
      "environment": "Name of the environment.",
      "revision": "Number of the new revision; of the newest one when nothing changed; empty when refused or dry.",
      "changed": "`true` when a new revision was written.",
      "verdict": "`pass`, `warn` or `fail`.",
      "plan": "Path of the plan as JSON, below `.towpath/` of the workspace.",
      "status": "`deployed`, `unchanged` or `rolled-back`.",
      "report": "Path of the report, below `.towpath/` of the workspace.",
      "instances": "Number of instances that the inventory now has open.",
      "url": "Base URL of the environment: `http://<vip>:<port>`."
    }
  },
  "build": {
    "description": "Run the build and pack its result into a deterministic archive",
    "inputs": {
      "manifest": {
        "description": "Path of the manifest in the workspace. Its folder is the folder that is packed.",
        "required": false,
        "default": "towpath.yaml"
      },
      "compression": {
        "description": "`gzip` or `zstd`.",
        "required": false,
        "default": "gzip"
      },
      "prerelease": {
        "description": "Turns the version into a prerelease of it: `pr.12.3` makes 1.4.0 into 1.4.0-pr.12.3.",
        "required": false,
        "default": ""
      },
      "upload-artifact": {
        "description": "`true`, `false`, or `auto`: upload what publish needs as an artifact where the artifact service is there.",
        "required": false,
        "default": "auto"
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      }
    },
    "outputs": {
      "package": "Path of the package, below `.towpath/` of the workspace.",
      "digest": "Digest of the package: `sha256:…`.",
      "size-bytes": "Size of the package in bytes.",
      "artifact-id": "Id of the uploaded artifact, empty when none was."
    }
  },
  "deploy": {
    "description": "Carry out a revision on the environment's hosts",
    "inputs": {
      "environment": {
        "description": "Name of the environment.",
        "required": true,
        "default": ""
      },
      "revision": {
        "description": "Number of the revision to deploy. The default is the desired one.",
        "required": false,
        "default": ""
      },
      "ssh-private-key": {
        "description": "Private key that the hosts let in, in OpenSSH or PEM form, without a passphrase. Without it the keys of the agent at SSH_AUTH_SOCK are offered.",
        "required": false,
        "default": ""
      },
      "known-hosts": {
        "description": "Pinned host keys: the lines of a known_hosts file. A host whose key is not among them is not spoken to; the line to add is shown.",
        "required": false,
        "default": ""
      },
      "allowed-signers": {
        "description": "Keys that may sign revisions: the lines of an allowed_signers file. With it, a revision that none of them signed is refused.",
        "required": false,
        "default": ""
      },
      "dry-run": {
        "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
        "required": false,
        "default": "false"
      },
      "take-over": {
        "description": "`true` takes the lease of another run that you know is over; `hosts` takes hosts whose last revision this store does not know, as after it was restored from a backup; `true, hosts` takes both.",
        "required": false,
        "default": "false"
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "revision": "Number of the revision.",
      "status": "`deployed`, `unchanged` or `rolled-back`.",
      "report": "Path of the report, below `.towpath/` of the workspace."
    }
  },
  "describe": {
    "description": "Write the descriptor: the metadata of the package",
    "inputs": {
      "manifest": {
        "description": "Path of the manifest in the workspace. Its folder is the folder that is packed.",
        "required": false,
        "default": "towpath.yaml"
      },
      "package": {
        "description": "Path of the package. The default is what build made in this job.",
        "required": false,
        "default": ""
      },
      "prerelease": {
        "description": "Turns the version into a prerelease of it: `pr.12.3` makes 1.4.0 into 1.4.0-pr.12.3.",
        "required": false,
        "default": ""
      },
      "notes": {
        "description": "What this version changes. Takes the place of the manifest's `notes`.",
        "required": false,
        "default": ""
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "descriptor": "Path of the descriptor, below `.towpath/` of the workspace.",
      "name": "Name of the package.",
      "version": "Version of the package.",
      "digest": "Digest of the descriptor: `sha256:…`."
    }
  },
  "observe": {
    "description": "Join traced calls with the inventory and judge them by what is declared",
    "inputs": {
      "environment": {
        "description": "Name of the environment.",
        "required": true,
        "default": ""
      },
      "zipkin-url": {
        "description": "URL of a Zipkin server, such as `http://10.77.0.30:9411`; its credentials, if it has any, as `https://user:password@…`.",
        "required": false,
        "default": ""
      },
      "spans": {
        "description": "Instead of `zipkin-url`: file of Zipkin v2 spans; `-` for none.",
        "required": false,
        "default": ""
      },
      "lookback-minutes": {
        "description": "How far back to look, in minutes.",
        "required": false,
        "default": "60"
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "edges": "Number of observed edges.",
      "violations": "Number of calls that no descriptor declares, or outside the declared range.",
      "unproven": "Number of declared dependencies that no trace has shown.",
      "report": "Path of the report, below `.towpath/` of the workspace."
    }
  },
  "promote": {
    "description": "Decide what an environment shall run and write it as an immutable revision",
    "inputs": {
      "environment": {
        "description": "Name of the environment.",
        "required": true,
        "default": ""
      },
      "packages": {
        "description": "What to promote, one a line: `orders@1.4.2`, `orders@^1.4` or `orders` (the newest accepted). None, and no `set` or `from`: the spec as it stands.",
        "required": false,
        "default": ""
      },
      "set": {
        "description": "Package set to promote as a whole: `checkout@3.0.0`, `checkout@^3` or `checkout` (the newest). Several: one a line. It takes the place of the version that runs, unless `sets` of the spec names both.",
        "required": false,
        "default": ""
      },
      "from": {
        "description": "Environment to take from what runs there: with neither `packages` nor `set` everything, with the config of this one.",
        "required": false,
        "default": ""
      },
      "spec": {
        "description": "Path of the environment spec. The default is `environments/<environment>.yaml`.",
        "required": false,
        "default": ""
      },
      "reason": {
        "description": "Why, for those who read the history. Needed with `override`.",
        "required": false,
        "default": ""
      },
      "override": {
        "description": "Gates to set aside, in lines or with commas: `order`, `soak`, `freeze`, `approvals`, `matrix`. Needs `reason`, and `policy.allowed.override` of the spec must name who asks.",
        "required": false,
        "default": ""
      },
      "dry-run": {
        "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
        "required": false,
        "default": "false"
      },
      "open-pull-request": {
        "description": "`true` opens a pull request that asks for the promotion. Not yet: promotion by pull request.",
        "required": false,
        "default": "false"
      },
      "signing-key": {
        "description": "Private ssh key (Ed25519, OpenSSH form) that signs the revision, so that deploy can insist on it by `allowed-signers`.",
        "required": false,
        "default": ""
      },
      "signing-key-passphrase": {
        "description": "Passphrase of `signing-key`, where it has one.",
        "required": false,
        "default": ""
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "environment": "Name of the environment.",
      "revision": "Number of the new revision; of the newest one when nothing changed; empty when refused or dry.",
      "previous": "Number of the revision before, empty for the first.",
      "changed": "`true` when a new revision was written.",
      "verdict": "`pass`, `warn` or `fail`.",
      "plan": "Path of the plan as JSON, below `.towpath/` of the workspace."
    }
  },
  "publish": {
    "description": "Put the package into the package store and its record into the metadata store",
    "inputs": {
      "descriptor": {
        "description": "Path of the descriptor. Without it, publish describes the package first.",
        "required": false,
        "default": ""
      },
      "package": {
        "description": "Path of the package. The default is what build made in this job.",
        "required": false,
        "default": ""
      },
      "artifact": {
        "description": "Name of the artifact that build uploaded in another job of this run: `towpath-<name>-<version>`.",
        "required": false,
        "default": ""
      },
      "set-manifest": {
        "description": "Path of a package set's manifest, to publish a set instead of a package. Its ranges are resolved to published versions and frozen.",
        "required": false,
        "default": ""
      },
      "override": {
        "description": "Gate to set aside: `contract`, which wants the version to rise as much as its contract changed. Needs `reason`.",
        "required": false,
        "default": ""
      },
      "reason": {
        "description": "Why it is set aside; kept in the record of the package.",
        "required": false,
        "default": ""
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "name": "Name of the package, or of the set.",
      "version": "Version of the package, or of the set.",
      "digest": "Digest of the manifest in the package store; of a set, that of its record.",
      "reference": "Where the package is: `<repository>@<digest>`; of a set, the path of its record in the metadata store.",
      "already-published": "`true` when the same content had been published before."
    }
  },
  "register": {
    "description": "Write what runs into the service inventory",
    "inputs": {
      "environment": {
        "description": "Name of the environment.",
        "required": true,
        "default": ""
      },
      "report": {
        "description": "Path of deploy's report. The default is the newest one in the store; a file counts only if its digest is there.",
        "required": false,
        "default": ""
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "instances": "Number of instances that the inventory now has open.",
      "url": "Base URL of the environment: `http://<vip>:<port>`."
    }
  },
  "resolve": {
    "description": "Find the address of a service from just its environment",
    "inputs": {
      "environment": {
        "description": "Name of the environment.",
        "required": true,
        "default": ""
      },
      "service": {
        "description": "Name of the service.",
        "required": true,
        "default": ""
      },
      "range": {
        "description": "Range of versions. The default is the service's default line.",
        "required": false,
        "default": ""
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "url": "URL of the service: VIP and path.",
      "address": "Authority of the service, empty where the environment has no domain.",
      "version": "Version that answers.",
      "vip": "The VIP.",
      "port": "Port of the VIP.",
      "instances": "Instances that answer, as JSON."
    }
  },
  "rollback": {
    "description": "Write a revision that restores an earlier one",
    "inputs": {
      "environment": {
        "description": "Name of the environment.",
        "required": true,
        "default": ""
      },
      "to": {
        "description": "Number of the revision to restore. The default is the deployed one if the desired one failed, else the last good one.",
        "required": false,
        "default": ""
      },
      "packages": {
        "description": "What goes back, one package a line; all when empty. One brings along what it can not go back without; several have to hold without the others. A version (`orders@1.4.2`) only says what is expected there; one that is marked bad has to be named so, by someone whom the policy lets.",
        "required": false,
        "default": ""
      },
      "config": {
        "description": "`then` restores the config too; `now` resolves the restored versions by the spec that is deployed.",
        "required": false,
        "default": "then"
      },
      "hosts": {
        "description": "`now` keeps hosts, VIP and external services; `then` restores those too.",
        "required": false,
        "default": "now"
      },
      "reason": {
        "description": "Why.",
        "required": true,
        "default": ""
      },
      "dry-run": {
        "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
        "required": false,
        "default": "false"
      },
      "signing-key": {
        "description": "Private ssh key (Ed25519, OpenSSH form) that signs the revision, so that deploy can insist on it by `allowed-signers`.",
        "required": false,
        "default": ""
      },
      "signing-key-passphrase": {
        "description": "Passphrase of `signing-key`, where it has one.",
        "required": false,
        "default": ""
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "revision": "Number of the new revision.",
      "changed": "`true` when a new revision was written.",
      "plan": "Path of the plan as JSON, below `.towpath/` of the workspace."
    }
  },
  "status": {
    "description": "Show what runs where",
    "inputs": {
      "environment": {
        "description": "Name of the environment. The default is all.",
        "required": false,
        "default": ""
      },
      "metadata-store": {
        "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
        "required": false,
        "default": "git:#towpath"
      },
      "package-store": {
        "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
        "required": false,
        "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
      },
      "token": {
        "description": "Token for GitHub, and for both stores where they have none of their own.",
        "required": false,
        "default": "${{ github.token }}"
      },
      "metadata-token": {
        "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      },
      "package-token": {
        "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
        "required": false,
        "default": ""
      }
    },
    "outputs": {
      "environments": "State of each environment, as JSON."
    }
  }
} as const
